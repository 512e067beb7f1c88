package dev.rollcall.dns;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.guard.AccessList;
import dev.rollcall.dns.guard.CookieSecrets;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.guard.RateLimit;
import dev.rollcall.dns.transport.Listeners;
import dev.rollcall.dns.transport.LocalAddresses;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.instance.IpAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Answers DNS queries for what a catalogue holds, over UDP and TCP. */
public final class DnsServer implements AutoCloseable {
  private final Listeners listeners;

  private DnsServer(Listeners listeners) {
    this.listeners = listeners;
  }

  /**
   * Answers from now on: with SERVFAIL until the catalogue is whole, and as it says from then on.
   * What the catalogue acknowledges is answered.
   *
   * @throws IOException naming the address and the port when one is taken or not this machine's
   */
  public static DnsServer start(DnsSettings settings, Catalog catalog) throws IOException {
    return start(settings, catalog, CookieSecrets.random());
  }

  /**
   * The same with cookies that other servers accept too.
   *
   * @param cookies may be replaced at any time
   */
  public static DnsServer start(DnsSettings settings, Catalog catalog, CookieSecrets cookies)
      throws IOException {
    List<InetAddress> addresses = LocalAddresses.spelledOut(settings.bind());
    var zone = new Zone(settings.zones().services());
    var compiler =
        new ZoneCompiler(
            zone,
            catalog,
            settings.zones().ttl(),
            settings.zones().negativeTtl(),
            nameServer(addresses),
            Instant.now());
    var listeners =
        Listeners.start(
            Zones.of(zone),
            addresses,
            settings.port(),
            replyPolicy(settings, cookies),
            settings.tcp());
    catalog.follow(compiler);
    return new DnsServer(listeners);
  }

  /** The port of UDP and TCP. */
  public int port() {
    return listeners.port();
  }

  /** What was done so far. Any thread may ask; cheap. */
  public DnsStatistics statistics() {
    return DnsStatistics.of(listeners);
  }

  /** Answers nothing more; returns when the sockets are closed and their threads have ended. */
  @Override
  public void close() {
    listeners.close();
  }

  private static ReplyPolicy replyPolicy(DnsSettings settings, CookieSecrets cookies) {
    Protection protection = settings.protection();
    return new ReplyPolicy(
        settings.udpPayload(),
        AccessList.of(protection.allowQuery()),
        RateLimit.of(protection.rateLimit(), System.nanoTime()),
        protection.slip(),
        cookies,
        InstantSource.system(),
        settings.identity());
  }

  /** The addresses that others can reach: not those that mean something on one link only. */
  private static List<IpAddress> nameServer(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(address -> !(address instanceof Inet6Address v6 && v6.getScopeId() != 0))
        .filter(address -> !address.isLinkLocalAddress())
        .map(IpAddress::new)
        .toList();
  }
}
