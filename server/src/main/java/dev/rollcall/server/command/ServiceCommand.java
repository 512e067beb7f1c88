package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.NodeClient;
import dev.rollcall.server.client.SeenInstance;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rollcall service}: the instances of one service, and why they are as they are. */
final class ServiceCommand implements Inquiry {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("service").addPositional(CommandSpecs.service("service to show."));
    spec.usageMessage()
        .description(
            "Shows the instances of a service, why they are as they are, and who left lately.",
            "1 when the service is not known, or has no instance.");
    return spec;
  }

  @Override
  public String example() {
    return "rollcall service orders";
  }

  @Override
  public ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException {
    String name = talk.given(0);
    Answer answer = talk.ask(talk.node().to("/api/v1/services/" + NodeClient.segment(name)));
    List<SeenInstance> instances = SeenInstance.all(answer);
    if (talk.json()) {
      talk.show(answer.json());
    } else {
      show(talk, instances, Answer.objects(answer.json(), "departed"));
    }
    return instances.isEmpty() ? ExitCode.NO : ExitCode.DONE;
  }

  private static void show(Talk talk, List<SeenInstance> instances, List<JsonObject> departed) {
    if (instances.isEmpty()) {
      talk.warn("no instance is registered");
      gone(departed).print(talk.out());
      return;
    }
    present(instances).print(talk.out());
    gone(departed).printAfterLine(talk.out());
  }

  private static Table present(List<SeenInstance> instances) {
    var table =
        new Table("ID", "STATUS", "IN DNS", "WHERE", "PORTS", "WEIGHT", "TAGS", "LEASE", "WHY");
    for (SeenInstance instance : instances) {
      table.row(
          instance.id(),
          instance.status(),
          instance.given() ? "yes" : "no",
          instance.where(),
          String.join(",", instance.ports()),
          Answer.number(instance.json(), "weight"),
          String.join(",", Answer.texts(instance.json(), "tags")),
          Answer.number(instance.json(), "leaseSeconds") + " s",
          instance.because());
    }
    return table;
  }

  private static Table gone(List<JsonObject> departed) {
    var table = new Table("DEPARTED", "REASON", "AT");
    for (JsonObject trace : departed) {
      table.row(Answer.text(trace, "id"), Answer.text(trace, "reason"), Answer.text(trace, "at"));
    }
    return table;
  }
}
