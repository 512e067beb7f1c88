package dev.rollcall.server.client;

import dev.rollcall.server.client.CommandFailedException.Fault;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Asks one node who the others are, then all of them for a name, and the one why it is so. */
public final class Resolving {
  /** Of one answer, where nothing else is said. */
  private static final int MOST_RECORDS = 100;

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
    List<DnsAnswer> answers = poll.of(members);
    var first = new Resolution(asked.name().toString(), Type.string(type), answers);
    return about(
        asked, first.differsInRecords() ? again(first, poll.overTcp().of(members)) : first);
  }

  /**
   * What they say a second time, over TCP. A part of many records has moved on at each node by
   * then; and what was a subset because of UDP is whole.
   */
  private static Resolution again(Resolution first, List<DnsAnswer> second) {
    var then = new Resolution(first.name(), first.type(), second);
    boolean moves = then.differsInRecords();
    int window = second.getFirst().records().size();
    for (int i = 0; i < second.size(); i++) {
      List<String> before = first.answers().get(i).records();
      List<String> after = second.get(i).records();
      moves &= before.size() == window && !before.equals(after);
    }
    return moves ? then.inWindowsOf(window) : then;
  }

  /** The same with the instances of the first of the services that is known. */
  private Resolution about(AskedName asked, Resolution answered)
      throws CommandFailedException, InterruptedException {
    for (String service : asked.services()) {
      try {
        return about(
            asked, service, get("/api/v1/services/" + NodeClient.segment(service)), answered);
      } catch (CommandFailedException e) {
        // What no service can be called is refused: it is not known either.
        if (e.fault() == Fault.OF_THE_MOMENT) {
          throw e;
        }
      }
    }
    return answered;
  }

  private static Resolution about(
      AskedName asked, String service, Answer known, Resolution answered)
      throws CommandFailedException {
    List<SeenInstance> instances = SeenInstance.all(known);
    Resolution found =
        answered.about(
            service, instances.stream().filter(i -> asked.mayStandFor(service, i.id())).toList());
    long given = instances.stream().filter(SeenInstance::given).count();
    int limit = limit(known);
    boolean isPart = found.window() == 0 && asked.isAllOf(service) && given > limit;
    return isPart ? found.inWindowsOf(limit) : found;
  }

  /** Most records of one answer; what the nodes are started with is not known. */
  private static int limit(Answer service) {
    JsonObject settings = Answer.object(service.json(), "settings");
    return settings.getValue("answerLimit") instanceof Integer limit ? limit : MOST_RECORDS;
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
