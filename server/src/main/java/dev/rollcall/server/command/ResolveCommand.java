package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.DnsAnswer;
import dev.rollcall.server.client.Resolution;
import dev.rollcall.server.client.Resolving;
import dev.rollcall.server.client.SeenInstance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code rollcall resolve}: what DNS answers at every node, and why. */
final class ResolveCommand implements Inquiry {
  /** Says most of a service: ports, priorities and weights, of IPv4 and of IPv6. */
  private static final String DEFAULT_TYPE = "SRV";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("resolve")
            .addPositional(
                CommandSpecs.service("name to ask for, with or without the zone: orders."))
            .addPositional(
                PositionalParamSpec.builder()
                    .index("1")
                    .arity("0..1")
                    .type(String.class)
                    .paramLabel("TYPE")
                    .description("A, AAAA, SRV, TXT …; %s without it.".formatted(DEFAULT_TYPE))
                    .build());
    spec.usageMessage()
        .description(
            "Asks every node of the cluster for a name, over DNS, and shows what differs, and",
            "which instances are not given, and why. 1 when nodes differ or nothing is given.");
    return spec;
  }

  @Override
  public String example() {
    return "rollcall resolve orders A";
  }

  @Override
  public ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException {
    String type = talk.parsed().matchedPositionalValue(1, DEFAULT_TYPE);
    Resolution resolution = new Resolving(talk.node()).of(talk.given(0), type);
    if (talk.json()) {
      talk.show(json(resolution));
    } else {
      show(talk, resolution);
    }
    return resolution.agrees() && resolution.givesRecords() ? ExitCode.DONE : ExitCode.NO;
  }

  private static void show(Talk talk, Resolution resolution) {
    talk.say(resolution.name() + " " + resolution.type() + ": " + verdict(resolution));
    nodes(resolution).printAfterLine(talk.out());
    records(resolution).printAfterLine(talk.out());
    absent(resolution).printAfterLine(talk.out());
  }

  private static String verdict(Resolution resolution) {
    int nodes = resolution.answers().size();
    String asked = nodes == 1 ? "1 node" : nodes + " nodes";
    if (resolution.silent() > 0) {
      return asked
          + (nodes == 1 ? ", " : ", %d ".formatted(resolution.silent()))
          + "without an answer";
    }
    if (!resolution.agrees()) {
      return asked + ", which do not agree";
    }
    String service = resolution.service().isEmpty() ? "; no service of that name is known" : "";
    return resolution.givesRecords()
        ? asked + (nodes == 1 ? "" : ", all the same")
        : "nothing is given" + service;
  }

  private static Table nodes(Resolution resolution) {
    var table = new Table("NODE", "ASKED AT", "ANSWER", "RECORDS", "SAYS");
    for (DnsAnswer answer : resolution.answers()) {
      table.row(
          answer.member(),
          answer.server(),
          answer.outcome(),
          answer.records().size(),
          answer.trouble());
    }
    return table;
  }

  private static Table records(Resolution resolution) {
    var table = new Table("RECORD", "GIVEN BY");
    int nodes = resolution.answers().size();
    resolution
        .holders()
        .forEach(
            (text, holders) ->
                table.row(text, holders.size() == nodes ? "all" : String.join(",", holders)));
    return table;
  }

  private static Table absent(Resolution resolution) {
    var table = new Table("NOT GIVEN", "STATUS", "WHY");
    resolution
        .notGiven()
        .forEach((instance, why) -> table.row(instance.id(), instance.status(), why));
    return table;
  }

  private static JsonObject json(Resolution resolution) {
    var absent = new JsonArray();
    resolution.notGiven().forEach((instance, why) -> absent.add(json(instance, why)));
    return new JsonObject()
        .put("name", resolution.name())
        .put("type", resolution.type())
        .put("service", resolution.service())
        .put("agree", resolution.agrees())
        .put("nodes", new JsonArray(nodesJson(resolution)))
        .put("notGiven", absent);
  }

  private static List<JsonObject> nodesJson(Resolution resolution) {
    return resolution.answers().stream().map(ResolveCommand::json).toList();
  }

  private static JsonObject json(DnsAnswer answer) {
    return new JsonObject()
        .put("member", answer.member())
        .put("dns", answer.server())
        .put("answer", answer.outcome())
        .put("records", new JsonArray(answer.records()))
        .put("says", answer.trouble());
  }

  private static JsonObject json(SeenInstance instance, String why) {
    return new JsonObject()
        .put("id", instance.id())
        .put("status", instance.status())
        .put("why", why);
  }
}
