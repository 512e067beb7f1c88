package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final Map<String, Subcommand> subcommands = new LinkedHashMap<>();
  private final CommandLine commandLine;

  /** The command line of a part of a process, which nobody tells to end. */
  public RollcallCommand(Map<String, String> environment, Start start) {
    this(environment, start, StopRequest.never());
  }

  /**
   * The command line of a process.
   *
   * @param environment all variables
   * @param stop how the process is told to end, for those commands that go on until then
   */
  public RollcallCommand(Map<String, String> environment, Start start, StopRequest stop) {
    subcommands.put("start", new StartCommand(environment, start));
    for (Inquiry inquiry : inquiries(stop)) {
      var command = new InquiryCommand(inquiry, environment);
      subcommands.put(command.spec().name(), command);
    }
    subcommands.put("export", new ExportCommand(environment, System.out));
    subcommands.put("import", new ImportCommand(environment));
    this.commandLine =
        new CommandLine(CommandSpecs.rollcall(subcommands.values()))
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((e, arguments) -> refuse(misuse(e)))
            .setExecutionStrategy(this::execute);
  }

  private static List<Inquiry> inquiries(StopRequest stop) {
    return List.of(
        new ServicesCommand(),
        new ServiceCommand(),
        new ResolveCommand(),
        new WatchCommand(stop),
        new RegisterCommand(stop),
        new DrainCommand());
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
    return run(Objects.requireNonNull(subcommands.get(asked.commandSpec().name())), asked).code();
  }

  private ExitCode run(Subcommand subcommand, ParseResult parsed) {
    try {
      return subcommand.run(parsed);
    } catch (StartRefusedException e) {
      tell(String.valueOf(e.getMessage()));
      return ExitCode.REFUSED;
    } catch (CommandFailedException e) {
      tell(String.valueOf(e.getMessage()));
      return switch (e.fault()) {
        case OF_THE_COMMAND -> ExitCode.REFUSED;
        case OF_THE_MOMENT -> subcommand.whenFailed();
        case NOTHING_THERE -> ExitCode.NO;
      };
    } catch (RuntimeException | Error e) {
      // Not a field: the log is set up once the settings are known.
      LoggerFactory.getLogger(RollcallCommand.class).debug("failed", e);
      tell("failed: " + e);
      return subcommand.whenFailed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  private int refuse(String why) {
    tell(why);
    return ExitCode.REFUSED.code();
  }

  private void tell(String why) {
    commandLine
        .getErr()
        .println("rollcall: " + Table.printable(why.replaceAll("\\s*\\R\\s*", " ")));
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
