package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code rollcall watch}: changes, as they come. */
final class WatchCommand implements Inquiry {
  private final StopRequest stop;

  WatchCommand(StopRequest stop) {
    this.stop = stop;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("watch")
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0..*")
                    .arity("0..*")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel("NAME")
                    .description("services to watch; all of them without any.")
                    .build());
    spec.usageMessage()
        .description(
            "Shows what changes, a line each, until Ctrl-C. When the node goes away, it waits for",
            "it to come back and goes on where it was.");
    return spec;
  }

  @Override
  public String example() {
    return "rollcall watch orders billing";
  }

  @Override
  public ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException {
    stop.endsAtOnce();
    return new Watching(talk, talk.parsed().matchedPositionalValue(0, List.of())).until(stop);
  }
}
