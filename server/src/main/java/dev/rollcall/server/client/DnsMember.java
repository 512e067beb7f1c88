package dev.rollcall.server.client;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A node of the cluster, and where it answers DNS.
 *
 * @param address where the other members reach it, which tells it apart
 * @param dns empty where it does not say
 */
record DnsMember(String address, Optional<InetSocketAddress> dns) {

  /** Reads a member as in {@code openapi.yaml}; the first of its addresses is asked. */
  static DnsMember of(JsonObject member) {
    List<String> addresses = Answer.texts(member, "nameServer");
    Optional<InetSocketAddress> dns =
        member.getValue("dnsPort") instanceof Integer port && !addresses.isEmpty()
            ? at(addresses.getFirst(), port)
            : Optional.empty();
    return new DnsMember(Answer.text(member, "address"), dns);
  }

  /** The same as text. */
  String dnsText() {
    return dns.map(DnsMember::text).orElse("");
  }

  private static Optional<InetSocketAddress> at(String address, int port) {
    try {
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(InetSocketAddress at) {
    String host = at.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
  }
}
