package dev.rollcall.server.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * An instance as a node shows it.
 *
 * @param status the effective one
 * @param why who says so: {@code operator}, {@code checks} …; empty for the instance itself
 * @param reason what they say of it; empty where there is nothing to be said
 * @param given whether DNS gives it
 * @param addresses IP addresses, none of an instance that is kept elsewhere
 * @param host where it is kept, or empty
 * @param ports as {@code 8080} or {@code grpc=9090}
 */
public record SeenInstance(
    String service,
    String id,
    String status,
    String why,
    String reason,
    boolean given,
    List<String> addresses,
    String host,
    List<String> ports,
    JsonObject json) {
  private static final String DEFAULT_PORT = "default";
  private static final String UP = "UP";
  private static final String NOBODY = "none";
  private static final String ITSELF = "instance";
  private static final String CHECKS = "checks";

  public SeenInstance {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }

  /** Reads the instances of a service. */
  public static List<SeenInstance> all(Answer service) throws CommandFailedException {
    boolean failsOpen = service.json().getValue("failsOpen") instanceof Boolean open && open;
    return service.list("instances").stream()
        .map(SeenInstance::of)
        .map(seen -> failsOpen ? seen.failingOpen() : seen)
        .toList();
  }

  /** Reads an instance as in {@code openapi.yaml}. */
  public static SeenInstance of(JsonObject json) {
    JsonObject condition = Answer.object(json, "condition");
    String own = Answer.text(json, "status");
    String why = Answer.text(condition, "why");
    String status = condition.isEmpty() ? own : Answer.text(condition, "status");
    return new SeenInstance(
        Answer.text(json, "service"),
        Answer.text(json, "id"),
        status,
        NOBODY.equals(why) ? "" : why,
        Answer.text(condition, "reason"),
        json.getValue("healthy") instanceof Boolean healthy ? healthy : UP.equals(status),
        Answer.texts(json, "addresses"),
        Answer.text(json, "host"),
        ports(Answer.object(json, "ports")),
        json);
  }

  /** While none is healthy, DNS gives those whose checks fail and that still send heartbeats. */
  private SeenInstance failingOpen() {
    boolean open = CHECKS.equals(why) && !"0".equals(Answer.number(json, "leaseSeconds"));
    return new SeenInstance(
        service, id, status, why, reason, given || open, addresses, host, ports, json);
  }

  /** Who says that it is as it is, and what they say; empty where it is the instance's own word. */
  public String because() {
    if (why.equals(ITSELF)) {
      return "";
    }
    List<String> parts = Stream.of(why, reason).filter(part -> !part.isEmpty()).toList();
    return String.join(": ", parts);
  }

  /** Where it is reached. */
  public String where() {
    return host.isEmpty() ? String.join(",", addresses) : host;
  }

  private static List<String> ports(JsonObject ports) {
    return ports.fieldNames().stream().map(name -> port(name, Answer.object(ports, name))).toList();
  }

  private static String port(String name, JsonObject port) {
    String number = Answer.number(port, "port");
    String protocol = Answer.text(port, "protocol");
    String named = DEFAULT_PORT.equals(name) ? number : name + "=" + number;
    return "udp".equals(protocol) ? named + "/udp" : named;
  }
}
