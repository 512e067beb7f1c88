package dev.rollcall.registry.instance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is asked of an instance to see whether it works: always at the lowest of its addresses,
 * those of IPv4 first, and one of its own ports, never at a place of the client's choice.
 */
public sealed interface Probe {
  /** The name of the registered port that is asked. */
  String port();

  /** How the kind of probe is called, such as {@code http}. */
  String type();

  /**
   * A request, whose answer's status has to lie in a range.
   *
   * @param isSecure over TLS
   * @param method one of {@link #METHODS}
   * @param path begins with a slash, may have a query, up to 512 printable ASCII characters
   * @param headers up to 16, in the order of their names
   * @param statuses within 100 to 599
   */
  record Http(
      String port,
      boolean isSecure,
      String method,
      String path,
      Map<String, String> headers,
      Range statuses)
      implements Probe {
    /** Those that ask rather than do. */
    public static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT");

    public static final Range ANY_STATUS = new Range(100, 599);

    /** The answers that say yes. */
    public static final Range SUCCESS = new Range(200, 299);

    public static final int MAX_HEADERS = 16;
    private static final int MAX_VALUE = 256;

    // RFC 9110 section 5.6.2
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^#]]{0,511}");
    private static final Pattern PRINTABLE =
        Pattern.compile("|[\\x21-\\x7e]([\\x20-\\x7e]{0," + (MAX_VALUE - 2) + "}[\\x21-\\x7e])?");

    /** What the probe says itself: how long the message is and what becomes of its connection. */
    private static final List<String> RESERVED =
        List.of("connection", "content-length", "transfer-encoding", "te", "upgrade", "expect");

    public Http {
      port = checkedPort(port);
      if (!METHODS.contains(method)) {
        throw new InvalidValueException("method", method, String.join(", ", METHODS));
      }
      if (!PATH.matcher(path).matches()) {
        throw new InvalidValueException(
            "path", path, "a slash and up to 511 printable ASCII characters other than '#'");
      }
      headers = checkedHeaders(headers);
      if (statuses.least() > statuses.most()
          || !ANY_STATUS.contains(statuses.least())
          || !ANY_STATUS.contains(statuses.most())) {
        throw new InvalidValueException(
            "statuses",
            statuses.least() + "-" + statuses.most(),
            "a range within 100 to 599, such as 200-299");
      }
    }

    /** {@code GET} of a path, to be answered with success. */
    public static Http get(String port, String path) {
      return new Http(port, false, "GET", path, Map.of(), SUCCESS);
    }

    @Override
    public String type() {
      return isSecure ? "https" : "http";
    }

    private static Map<String, String> checkedHeaders(Map<String, String> headers) {
      if (headers.size() > MAX_HEADERS) {
        throw new InvalidValueException("headers", headers.size() + " headers", "up to 16 headers");
      }
      var ordered = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      headers.forEach(
          (name, value) -> {
            checkHeader(name, value);
            if (ordered.put(name, value) != null) {
              throw new InvalidValueException("headers", name, "each name once, in any case");
            }
          });
      return ordered.isEmpty() ? Map.of() : Collections.unmodifiableMap(ordered);
    }

    private static void checkHeader(String name, String value) {
      if (!TOKEN.matcher(name).matches() || isReserved(name)) {
        throw new InvalidValueException(
            "headers",
            name,
            "names of up to 64 letters, digits and hyphens, other than "
                + String.join(", ", RESERVED));
      }
      if (!PRINTABLE.matcher(value).matches()) {
        throw new InvalidValueException(
            "headers." + name, value, "up to 256 printable ASCII characters, no space at the ends");
      }
    }

    private static boolean isReserved(String name) {
      return RESERVED.stream().anyMatch(name::equalsIgnoreCase);
    }
  }

  /** A connection, which has to come about. */
  record Tcp(String port) implements Probe {
    public Tcp {
      port = checkedPort(port);
    }

    @Override
    public String type() {
      return "tcp";
    }
  }

  /**
   * A call of {@code grpc.health.v1.Health/Check}, to be answered with SERVING.
   *
   * @param isSecure over TLS
   * @param service whose health is asked for, up to 253 printable ASCII characters; the whole
   *     server's when empty
   */
  record Grpc(String port, boolean isSecure, Optional<String> service) implements Probe {
    private static final Pattern SERVICE = Pattern.compile("[\\x21-\\x7e]{1,253}");

    public Grpc {
      port = checkedPort(port);
      service.ifPresent(
          name -> {
            if (!SERVICE.matcher(name).matches()) {
              throw new InvalidValueException(
                  "service", name, "1 to 253 printable ASCII characters without spaces");
            }
          });
    }

    @Override
    public String type() {
      return isSecure ? "grpcs" : "grpc";
    }
  }

  /** A port's name as {@link Port} has it. */
  private static String checkedPort(String name) {
    try {
      return new Port(name, 1, Port.Protocol.TCP).name();
    } catch (InvalidValueException e) {
      throw e.as("port");
    }
  }
}
