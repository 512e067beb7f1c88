package dev.rollcall.api;

import java.util.List;
import java.util.stream.IntStream;

/** What one can ask for, as the contract in {@code openapi.yaml} names it. */
enum Operation {
  RENEW("heartbeat", "PUT", "/api/v1/services/{service}/instances/{id}/heartbeat"),
  RENEW_MANY("heartbeats", "POST", "/api/v1/heartbeats"),
  REGISTER("register", "PUT", "/api/v1/services/{service}/instances/{id}"),
  DEREGISTER("deregister", "DELETE", "/api/v1/services/{service}/instances/{id}"),
  AMEND("amend", "PATCH", "/api/v1/services/{service}/instances/{id}"),
  INSTANCE("instance", "GET", "/api/v1/services/{service}/instances/{id}"),
  SERVICE("service", "GET", "/api/v1/services/{service}"),
  SERVICES("services", "GET", "/api/v1/services"),
  CLUSTER("cluster", "GET", "/api/v1/cluster"),
  LIVE("livez", "GET", "/livez"),
  READY("readyz", "GET", "/readyz"),
  METRICS("metrics", "GET", "/metrics"),
  CONTRACT("openapi", "GET", "/openapi.yaml");

  private final String id;
  private final String method;
  private final String path;

  @SuppressWarnings("Immutable") // List.of is
  private final List<String> segments;

  Operation(String id, String method, String path) {
    this.id = id;
    this.method = method;
    this.path = path;
    this.segments = List.of(path.substring(1).split("/"));
  }

  /** Its operationId in the contract. */
  String id() {
    return id;
  }

  String method() {
    return method;
  }

  /** The path, parameters in braces. */
  String path() {
    return path;
  }

  /** Whether the request's body means something. */
  boolean readsBody() {
    return !method.equals("GET") && !method.equals("DELETE");
  }

  /** Whether it takes that method; whoever takes GET takes HEAD, RFC 9110 section 9.3.2. */
  boolean takes(String asked) {
    return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
  }

  /** Whether a path of those decoded segments is this one's; a parameter matches any segment. */
  boolean isAt(List<String> asked) {
    if (asked.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < asked.size(); i++) {
      if (!isParameter(segments.get(i)) && !segments.get(i).equals(asked.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What stands at the parameters of the path, from left to right. */
  List<String> parameters(List<String> asked) {
    return IntStream.range(0, segments.size())
        .filter(i -> isParameter(segments.get(i)))
        .mapToObj(asked::get)
        .toList();
  }

  /** The path with those values, encoded, at its parameters. */
  String at(String... values) {
    var filled = new StringBuilder();
    int next = 0;
    for (String segment : segments) {
      boolean parameter = isParameter(segment);
      filled.append('/').append(parameter ? PercentEncoding.segment(values[next++]) : segment);
    }
    return filled.toString();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }
}
