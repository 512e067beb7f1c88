package dev.rollcall.server.client;

import dev.rollcall.server.client.CommandFailedException.Fault;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Asks one node who the others are, then all of them for a name, and the one why it is so. */
public final class Resolving {
  private final NodeClient node;

  public Resolving(NodeClient node) {
    this.node = node;
  }

  /**
   * What all nodes say.
   *
   * @param text a name within the zone, with or without it, or any name with a dot at its end
   * @param typeText such as {@code SRV}
   */
  public Resolution of(String text, String typeText)
      throws CommandFailedException, InterruptedException {
    int type = type(typeText);
    Answer cluster = get("/api/v1/cluster");
    List<DnsMember> members = cluster.list("members").stream().map(DnsMember::of).toList();
    AskedName asked = AskedName.of(text, zone(cluster));
    var poll = new DnsPoll(Record.newRecord(asked.name(), type, DClass.IN));
    return about(
        asked.services(),
        new Resolution(asked.name().toString(), Type.string(type), poll.of(members)));
  }

  /** The same with the instances of the first of these services that is known. */
  private Resolution about(List<String> services, Resolution answered)
      throws CommandFailedException, InterruptedException {
    for (String service : services) {
      try {
        Answer known = get("/api/v1/services/" + NodeClient.segment(service));
        return answered.about(service, SeenInstance.all(known));
      } catch (CommandFailedException e) {
        // What no service can be called is refused: it is not known either.
        if (e.fault() == Fault.OF_THE_MOMENT) {
          throw e;
        }
      }
    }
    return answered;
  }

  private Answer get(String path) throws CommandFailedException, InterruptedException {
    return Answer.of(node.node(), node.text(node.to(path)));
  }

  private String zone(Answer cluster) throws CommandFailedException {
    String zone = Answer.text(cluster.json(), "zone");
    if (zone.isEmpty()) {
      throw new CommandFailedException(
          Fault.OF_THE_MOMENT, node.node() + ": it does not say which zone it answers for");
    }
    return zone;
  }

  private static int type(String text) throws CommandFailedException {
    int type = Type.value(text.toUpperCase(Locale.ROOT), true);
    if (type < 0) {
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND,
          "type: '%s' is not allowed; allowed: a type of DNS, such as A, AAAA, SRV or TXT"
              .formatted(text));
    }
    return type;
  }
}
