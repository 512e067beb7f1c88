package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.settings.StartRefusedException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One thing that {@code rollcall} can be told to do. */
interface Subcommand {
  /** Its name, what may follow it, and its help. */
  CommandSpec spec();

  /** Does it; whoever is told otherwise reads the exception's message. */
  ExitCode run(ParseResult parsed)
      throws StartRefusedException, CommandFailedException, InterruptedException;

  /** How the process ends when it could not do it, for reasons that may pass or are its own. */
  default ExitCode whenFailed() {
    return ExitCode.FAILED;
  }
}
