package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.NodeClient;
import dev.rollcall.server.settings.IoTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code rollcall export}: what a cluster has registered, into a file. */
final class ExportCommand implements Subcommand {
  /** For a node that has very much. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, String> environment;
  private final OutputStream output;

  /**
   * @param output takes the export when no file is named
   */
  ExportCommand(Map<String, String> environment, OutputStream output) {
    this.environment = environment;
    this.output = output;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("export")
            .addOption(NodeAddress.option())
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .arity("0..1")
                    .type(Path.class)
                    .paramLabel("FILE")
                    .description("file to write; standard output when there is none.")
                    .build());
    spec.usageMessage()
        .description("Writes all that a running node knows, for another cluster to import.");
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed) throws CommandFailedException, InterruptedException {
    @Nullable Path file = parsed.matchedPositionalValue(0, null);
    try (var client = new NodeClient(NodeAddress.of(parsed, environment), PATIENCE)) {
      return client.send(
          client.to("/api/v1/export"),
          body -> {
            if (file == null) {
              body.transferTo(output);
              output.flush();
            } else {
              replace(file, body);
            }
            return ExitCode.DONE;
          });
    }
  }

  /** The file is whole or as it was before. */
  private static void replace(Path file, InputStream content)
      throws IOException, CommandFailedException {
    Path whole = temporary(file);
    try {
      Files.copy(content, whole, StandardCopyOption.REPLACE_EXISTING);
      move(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static Path temporary(Path file) throws CommandFailedException {
    try {
      Path folder = file.toAbsolutePath().normalize().getParent();
      return Files.createTempFile(folder, "rollcall-export", ".part");
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static void move(Path whole, Path file) throws CommandFailedException {
    try {
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static CommandFailedException unwritable(Path file, IOException e) {
    return new CommandFailedException(
        Fault.OF_THE_COMMAND,
        "export: '%s' cannot be written: %s; allowed: a file in a folder that may be written"
            .formatted(file, IoTrouble.inWords(e)));
  }
}
