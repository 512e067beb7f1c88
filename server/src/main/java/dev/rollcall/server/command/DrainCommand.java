package dev.rollcall.server.command;

import dev.rollcall.server.client.Answer;
import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.NodeClient;
import dev.rollcall.server.client.SeenInstance;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code rollcall drain}: an operator takes an instance out of DNS, whatever it says itself. */
final class DrainCommand implements Inquiry {
  private static final String REASON = "--reason";
  private static final String LIFT = "--lift";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("drain")
            .addPositional(CommandSpecs.service("its service."))
            .addPositional(CommandSpecs.positional(1, "INSTANCE", "id of the instance."))
            .addOption(
                OptionSpec.builder(REASON)
                    .type(String.class)
                    .paramLabel("TEXT")
                    .description("why, for others to read: 1 to 200 characters.")
                    .build())
            .addOption(
                OptionSpec.builder(LIFT)
                    .type(boolean.class)
                    .description("takes the operator's word back; the instance's own counts again.")
                    .build());
    spec.usageMessage()
        .description(
            "Takes an instance out of DNS at once. It stays known until its drain time is over.",
            "What it registers meanwhile does not change that; --lift does.",
            "1 when it is not registered.");
    return spec;
  }

  @Override
  public String example() {
    return """
    rollcall drain orders o-1 --reason 'disk swap'
    rollcall drain orders o-1 --lift\
    """;
  }

  @Override
  public ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException {
    String service = talk.given(0);
    String id = talk.given(1);
    var wish = new JsonObject().put("override", override(talk));
    Answer answer =
        talk.ask(
            talk.node()
                .toInstance(service, id)
                .header("Content-Type", "application/json")
                .method("PATCH", NodeClient.body(wish)));
    if (talk.json()) {
      talk.show(answer.json());
    } else {
      SeenInstance now = SeenInstance.of(answer.json());
      String why = now.because().isEmpty() ? "" : " (" + now.because() + ")";
      talk.say("%s/%s: %s%s".formatted(now.service(), now.id(), now.status(), why));
    }
    return ExitCode.DONE;
  }

  private static @Nullable JsonObject override(Talk talk) throws CommandFailedException {
    @Nullable String reason = talk.option(REASON);
    boolean lift = talk.parsed().hasMatchedOption(LIFT);
    if (lift == (reason != null)) {
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND,
          "drain: one of %s and %s is needed (see rollcall drain --help)".formatted(REASON, LIFT));
    }
    return lift ? null : new JsonObject().put("status", "DRAINING").put("reason", reason);
  }
}
