package dev.rollcall.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.registry.instance.InstanceKey;
import java.net.URLEncoder;
import java.util.List;

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
  WATCH("watch", "GET", "/api/v1/watch"),
  CLUSTER("cluster", "GET", "/api/v1/cluster"),
  EXPORT("export", "GET", "/api/v1/export"),
  IMPORT("import", "POST", "/api/v1/import"),
  LIVE("livez", "GET", "/livez"),
  READY("readyz", "GET", "/readyz"),
  METRICS("metrics", "GET", "/metrics"),
  CONTRACT("openapi", "GET", "/openapi.yaml");

  private final String id;
  private final String method;
  private final String path;

  Operation(String id, String method, String path) {
    this.id = id;
    this.method = method;
    this.path = path;
  }

  /** The path at which one instance is found. */
  static String pathOf(InstanceKey key) {
    // Made for forms, where a space is a plus; a colon needs no encoding in a segment.
    String id = URLEncoder.encode(key.id().text(), UTF_8).replace("+", "%20").replace("%3A", ":");
    return INSTANCE.path.replace("{service}", key.service().text()).replace("{id}", id);
  }

  /** Its operationId in the contract. */
  String id() {
    return id;
  }

  String method() {
    return method;
  }

  /** All methods that lead to it; what takes GET takes HEAD, RFC 9110 section 9.3.2. */
  List<String> methods() {
    return method.equals("GET") ? List.of("GET", "HEAD") : List.of(method);
  }

  /** The path, parameters in braces. */
  String path() {
    return path;
  }

  /** Whether the request's body means something. */
  boolean readsBody() {
    return !method.equals("GET") && !method.equals("DELETE");
  }
}
