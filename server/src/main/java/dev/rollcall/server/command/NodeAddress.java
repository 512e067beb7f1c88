package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which node a command talks to: {@code --url}, or {@code ROLLCALL_URL}. */
final class NodeAddress {
  private static final String OPTION = "--url";
  private static final String VARIABLE = "ROLLCALL_URL";
  private static final String DEFAULT = "http://127.0.0.1:8054";
  private static final String ALLOWED = "the URL of a node's HTTP port, such as " + DEFAULT;

  private NodeAddress() {}

  static OptionSpec option() {
    return OptionSpec.builder(OPTION)
        .type(String.class)
        .paramLabel("URL")
        .description(
            "node to talk to: %s. Default: %s, or the variable %s."
                .formatted(ALLOWED, DEFAULT, VARIABLE))
        .build();
  }

  static URI of(ParseResult parsed, Map<String, String> environment) throws CommandFailedException {
    @Nullable String option = parsed.matchedOptionValue(OPTION, null);
    if (option != null) {
      return read(option, OPTION);
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? URI.create(DEFAULT) : read(variable, VARIABLE);
  }

  private static URI read(String text, String source) throws CommandFailedException {
    try {
      URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
      String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
      if (scheme.matches("https?") && uri.getHost() != null && isBare(uri)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw refused(text, source);
    }
    throw refused(text, source);
  }

  private static boolean isBare(URI uri) {
    return uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
  }

  private static CommandFailedException refused(String text, String source) {
    return new CommandFailedException(
        Fault.OF_THE_COMMAND,
        "url: '%s' is not allowed; allowed: %s (given by %s)".formatted(text, ALLOWED, source));
  }
}
