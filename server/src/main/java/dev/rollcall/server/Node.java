package dev.rollcall.server;

import dev.rollcall.api.RegistrationApi;
import dev.rollcall.cluster.ClusterNode;
import dev.rollcall.dns.DnsServer;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: a member of the cluster with a DNS and an HTTP side. Owned by one thread. */
final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Settings settings;
  private final ClusterNode cluster;
  private final DnsServer dns;
  private final RegistrationApi api;
  private final Parts parts;

  Node(Settings settings, ClusterNode cluster, DnsServer dns, RegistrationApi api, Parts parts) {
    this.settings = settings;
    this.cluster = cluster;
    this.dns = dns;
    this.api = api;
    this.parts = parts;
  }

  /** Starts all parts; returns once the node answers. What was started is stopped on failure. */
  static Node start(Settings settings) throws StartRefusedException {
    long began = System.nanoTime();
    var parts = new Parts();
    try {
      Node node = new Startup(settings, parts).run();
      LOG.info("{}, ready after {}", node.summary(), seconds(began));
      node.warnWhenAlone();
      return node;
    } catch (StartRefusedException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Stops in order, within {@link StopSignal#PATIENCE}: HTTP, then the member, DNS last. */
  @Override
  public void close() {
    long began = System.nanoTime();
    parts.close();
    LOG.info("stopped serving {} after {}", settings.zone(), seconds(began));
  }

  int dnsPort() {
    return dns.port();
  }

  int httpPort() {
    return api.port();
  }

  Catalog catalog() {
    return cluster.catalog();
  }

  Agreement agreement() {
    return cluster.agreement();
  }

  /** Where other members find this one. */
  String memberAddress() {
    return members().stream().filter(Member::local).map(Member::address).findFirst().orElse("");
  }

  /** Whoever names members expects to find one, unless this is the first of all to start. */
  private void warnWhenAlone() {
    boolean alone = members().size() == 1;
    if (alone && !settings.join().isEmpty()) {
      LOG.warn("none of {} was found: this node began a cluster of its own", settings.join());
    }
  }

  private List<Member> members() {
    Membership membership = cluster.membership();
    return membership.members();
  }

  private String summary() {
    int members = members().size();
    return "serving %s: DNS at %s (UDP, TCP), HTTP at %s, member %s, %d %s seen"
        .formatted(
            settings.zone(),
            settings.at(dns.port()),
            settings.at(api.port()),
            memberAddress(),
            members,
            members == 1 ? "member" : "members");
  }

  private static String seconds(long began) {
    return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
  }
}
