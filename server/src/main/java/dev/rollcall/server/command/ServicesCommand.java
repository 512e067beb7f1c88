package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rollcall services}: what there is. */
final class ServicesCommand implements Inquiry {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpecs.subcommand("services");
    spec.usageMessage()
        .description("Lists all services, and how many instances they have. 1 when there is none.");
    return spec;
  }

  @Override
  public String example() {
    return "rollcall services";
  }

  @Override
  public ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException {
    Answer answer = talk.ask(talk.node().to("/api/v1/services"));
    List<JsonObject> services = answer.list("services");
    if (talk.json()) {
      talk.show(answer.json());
    } else if (services.isEmpty()) {
      talk.warn("no service is registered");
    } else {
      table(services).print(talk.out());
    }
    return services.isEmpty() ? ExitCode.NO : ExitCode.DONE;
  }

  private static Table table(List<JsonObject> services) {
    var table = new Table("SERVICE", "INSTANCES", "HEALTHY", "DEPARTED");
    for (JsonObject service : services) {
      table.row(
          Answer.text(service, "service"),
          Answer.number(service, "instances"),
          Answer.number(service, "healthy"),
          Answer.number(service, "departed"));
    }
    return table;
  }
}
