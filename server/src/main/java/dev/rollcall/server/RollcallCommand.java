package dev.rollcall.server;

import dev.rollcall.server.settings.HazelcastSettingsGuard;
import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Reads the settings, and says in one line what is wrong with them. */
final class RollcallCommand {
  /** What {@code start} does once the settings are read. */
  @FunctionalInterface
  interface Start {
    /** Runs a node until it is to stop. */
    void run(Settings settings) throws StartRefusedException, InterruptedException;
  }

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private final Map<String, String> environment;
  private final Start start;
  private final CommandLine commandLine;

  RollcallCommand(Map<String, String> environment, Start start) {
    this.environment = environment;
    this.start = start;
    this.commandLine =
        new CommandLine(CommandSpecs.rollcall())
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((e, arguments) -> refuse(misuse(e)))
            .setExecutionStrategy(this::execute);
  }

  /** The same command, telling users what is wrong through {@code errors}. */
  RollcallCommand tellingErrorsTo(PrintWriter errors) {
    commandLine.setErr(errors);
    return this;
  }

  /** The same command, answering users through {@code answers}. */
  RollcallCommand answeringTo(PrintWriter answers) {
    commandLine.setOut(answers);
    return this;
  }

  /** Does what the arguments ask for; returns the exit code. */
  int run(String... arguments) {
    return commandLine.execute(arguments);
  }

  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    if (!parsed.hasSubcommand()) {
      return refuse("a command is missing; allowed: start (see rollcall --help)");
    }
    return start(parsed.subcommand());
  }

  private int start(ParseResult parsed) {
    try {
      HazelcastSettingsGuard.refuse(environment.keySet(), System.getProperties());
      start.run(Settings.read(options(parsed), environment));
      return DONE;
    } catch (StartRefusedException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    }
  }

  private static Map<Setting, String> options(ParseResult parsed) {
    var given = new EnumMap<Setting, String>(Setting.class);
    for (Setting setting : Setting.values()) {
      @Nullable String text = parsed.matchedOptionValue(setting.option(), null);
      if (text != null) {
        given.put(setting, text);
      }
    }
    return given;
  }

  private int refuse(String why) {
    tell(why);
    return REFUSED;
  }

  private int fail(Throwable e) {
    // Not a field: the log is set up once the settings are known.
    LoggerFactory.getLogger(RollcallCommand.class).debug("failed", e);
    tell("failed: " + e);
    return FAILED;
  }

  private void tell(String why) {
    commandLine.getErr().println("rollcall: " + why.replaceAll("\\s*\\R\\s*", " "));
  }

  private static String misuse(ParameterException e) {
    String message =
        Objects.requireNonNullElse(e.getMessage(), e.toString()).lines().findFirst().orElse("");
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String allowed =
        e instanceof UnmatchedArgumentException
            ? "; allowed: "
                + String.join(", ", e.getCommandLine().getCommandSpec().optionsMap().keySet())
            : "";
    return "%s%s (see %s --help)".formatted(message, allowed, command);
  }
}
