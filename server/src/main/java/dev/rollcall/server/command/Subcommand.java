package dev.rollcall.server.command;

import dev.rollcall.server.settings.StartRefusedException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One thing that {@code rollcall} can be told to do. */
interface Subcommand {
  /** Its name, what may follow it, and its help. */
  CommandSpec spec();

  /** Does it; whoever is told otherwise reads the exception's message. */
  void run(ParseResult parsed)
      throws StartRefusedException, CommandFailedException, InterruptedException;
}
