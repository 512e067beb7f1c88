package dev.rollcall.server.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.regex.Pattern;

/** A command that was run, as its user sees it. */
record CommandRun(int code, String out, String errors) {
  private static final Pattern WORD = Pattern.compile("'[^']*'|[^' ]+");

  /** Runs a command against a node; what stands between single quotes is one word. */
  static CommandRun of(String url, StopRequest stop, String line) {
    return of(
        Map.of("ROLLCALL_URL", url),
        stop,
        WORD.matcher(line)
            .results()
            .map(word -> word.group().replace("'", ""))
            .toArray(String[]::new));
  }

  static CommandRun of(Map<String, String> environment, StopRequest stop, String... arguments) {
    var out = new StringWriter();
    var errors = new StringWriter();
    int code =
        new RollcallCommand(environment, settings -> {}, stop)
            .tellingErrorsTo(new PrintWriter(errors, true))
            .answeringTo(new PrintWriter(out, true))
            .run(arguments);
    return new CommandRun(code, out.toString(), errors.toString());
  }

  /** All of it, as in a transcript, without what is another each time. */
  String transcript() {
    String times = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z";
    return (out + errors).replaceAll(times, "TIME").replaceAll("127.0.0.1:[0-9]+", "NODE")
        + code
        + "\n";
  }
}
