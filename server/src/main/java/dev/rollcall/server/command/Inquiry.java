package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import picocli.CommandLine.Model.CommandSpec;

/** A command that people give to a running node. */
interface Inquiry {
  /** Its name, what may follow it, and its help; all of them take {@code --url} and more. */
  CommandSpec spec();

  /** A command line for the help, and what it does. */
  String example();

  /** Asks the node and shows the answer. Main thread, which waits for both. */
  ExitCode ask(Talk talk) throws CommandFailedException, InterruptedException;
}
