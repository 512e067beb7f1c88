package dev.rollcall.health.probe;

import io.vertx.core.VertxException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What an exception of the network says about the instance. */
final class Causes {
  private static final int MAX_DEPTH = 8;

  private Causes() {}

  /** The kind of failure; what nothing is known of is taken for a breach of the protocol. */
  static Failure failure(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(MAX_DEPTH)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElse(Failure.PROTOCOL);
  }

  /** A line for people; the message of an exception only where there is nothing better. */
  static String phrase(Failure failure, Throwable cause) {
    return switch (failure) {
      case REFUSED -> "connection refused";
      case CLOSED -> "connection closed before the answer was whole";
      case TIMEOUT -> "not connected in time";
      case UNREACHABLE -> "unreachable: " + message(cause);
      case TLS -> "TLS failed: " + message(cause);
      case PROTOCOL, SIZE, STATUS, NOT_SERVING, FORBIDDEN -> "not understood: " + message(cause);
    };
  }

  private static Optional<Failure> known(Throwable cause) {
    return switch (cause) {
      case ConnectException e when says(e, "timed out") -> Optional.of(Failure.TIMEOUT);
      case ConnectException e when says(e, "refused") -> Optional.of(Failure.REFUSED);
      case SocketException e when says(e, "reset") || says(e, "pipe") ->
          Optional.of(Failure.CLOSED);
      case SocketException e -> Optional.of(Failure.UNREACHABLE);
      case SSLException e -> Optional.of(Failure.TLS);
      case VertxException e when says(e, "closed") -> Optional.of(Failure.CLOSED);
      case StreamResetException e -> Optional.of(Failure.CLOSED);
      case ClosedChannelException e -> Optional.of(Failure.CLOSED);
      default -> Optional.empty();
    };
  }

  private static boolean says(Throwable cause, String words) {
    return cause.getMessage() != null && cause.getMessage().contains(words);
  }

  private static String message(Throwable cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), "");
    return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }
}
