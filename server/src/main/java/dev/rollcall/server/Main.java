package dev.rollcall.server;

import dev.rollcall.server.command.RollcallCommand;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs what the arguments ask for, then ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommonPool.widen(System.getProperties(), Runtime.getRuntime().availableProcessors());
    StopSignal stop = StopSignal.install();
    var command = new RollcallCommand(System.getenv(), settings -> serve(settings, stop), stop);
    stop.exit(command.run(arguments));
  }

  private static void serve(Settings settings, StopSignal stop)
      throws StartRefusedException, InterruptedException {
    stop.endsAtOnce();
    Logging.setUp(settings.logLevel());
    Node node = Node.start(settings);
    try {
      stop.awaitWhileServing();
    } finally {
      node.close();
    }
  }
}
