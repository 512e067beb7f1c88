package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import dev.rollcall.server.client.NodeClient;
import dev.rollcall.server.settings.IoTrouble;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code rollcall import}: what another cluster has exported, into a running one. */
final class ImportCommand implements Subcommand {
  /** For a node that imports very much. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, String> environment;

  ImportCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpecs.subcommand("import")
            .addOption(NodeAddress.option())
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .arity("1")
                    .required(true)
                    .type(Path.class)
                    .paramLabel("FILE")
                    .description("file that rollcall export has written.")
                    .build());
    spec.usageMessage()
        .description(
            "Registers what a file holds with a running node. What is newer there stays as it is.");
    return spec;
  }

  @Override
  public ExitCode run(ParseResult parsed) throws CommandFailedException, InterruptedException {
    Path file = parsed.matchedPositionalValue(0, Path.of(""));
    try (var client = new NodeClient(NodeAddress.of(parsed, environment), PATIENCE)) {
      JsonObject answer =
          client.send(
              client
                  .to("/api/v1/import")
                  .header("Content-Type", "application/json")
                  .POST(content(file)),
              ImportCommand::answer);
      parsed
          .commandSpec()
          .commandLine()
          .getOut()
          .printf(
              "imported %s: %d taken, %d not newer than what was there%n",
              file, answer.getInteger("taken"), answer.getInteger("older"));
      return ExitCode.DONE;
    }
  }

  private static JsonObject answer(InputStream body) throws IOException {
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      throw new IOException("it answered with no JSON, which no node does", e);
    }
  }

  private static BodyPublisher content(Path file) throws CommandFailedException {
    try (InputStream readable = Files.newInputStream(file)) {
      readable.read();
      return BodyPublishers.ofFile(file);
    } catch (IOException e) {
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND,
          "import: '%s' cannot be read: %s; allowed: a file that rollcall export wrote"
              .formatted(file, IoTrouble.inWords(e)));
    }
  }
}
