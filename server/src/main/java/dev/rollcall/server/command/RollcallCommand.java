package dev.rollcall.server.command;

import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Does what it says, or tells in one line why not. */
public final class RollcallCommand {
  /** What {@code start} does once the settings are read. */
  @FunctionalInterface
  public interface Start {
    /** Runs a node until it is to stop. */
    void run(Settings settings) throws StartRefusedException, InterruptedException;
  }

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private final Map<String, Subcommand> subcommands = new LinkedHashMap<>();
  private final CommandLine commandLine;

  /**
   * The command line of a process.
   *
   * @param environment all variables
   */
  public RollcallCommand(Map<String, String> environment, Start start) {
    subcommands.put("start", new StartCommand(environment, start));
    subcommands.put("export", new ExportCommand(environment, System.out));
    subcommands.put("import", new ImportCommand(environment));
    this.commandLine =
        new CommandLine(CommandSpecs.rollcall(subcommands.values()))
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((e, arguments) -> refuse(misuse(e)))
            .setExecutionStrategy(this::execute);
  }

  /** The same command, telling users what is wrong through {@code errors}. */
  public RollcallCommand tellingErrorsTo(PrintWriter errors) {
    commandLine.setErr(errors);
    return this;
  }

  /** The same command, answering users through {@code answers}. */
  public RollcallCommand answeringTo(PrintWriter answers) {
    commandLine.setOut(answers);
    return this;
  }

  /** Does what the arguments ask for; returns the exit code. */
  public int run(String... arguments) {
    return commandLine.execute(arguments);
  }

  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    if (!parsed.hasSubcommand()) {
      String allowed = String.join(", ", subcommands.keySet());
      return refuse("a command is missing; allowed: " + allowed + " (see rollcall --help)");
    }
    ParseResult asked = parsed.subcommand();
    return run(Objects.requireNonNull(subcommands.get(asked.commandSpec().name())), asked);
  }

  private int run(Subcommand subcommand, ParseResult parsed) {
    try {
      subcommand.run(parsed);
      return DONE;
    } catch (StartRefusedException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (CommandFailedException e) {
      tell(String.valueOf(e.getMessage()));
      return switch (e.fault()) {
        case OF_THE_COMMAND -> REFUSED;
        case OF_THE_MOMENT -> FAILED;
      };
    } catch (RuntimeException | Error e) {
      return fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    }
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
