package dev.rollcall.dns;

import dev.rollcall.dns.transport.TcpLimits;
import dev.rollcall.dns.zone.ZoneName;
import dev.rollcall.registry.instance.InvalidValueException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the zone is served.
 *
 * @param bind one or more addresses; a wildcard stands for all that the machine has at the start
 * @param port of UDP and TCP, 0 for any that is free
 * @param ttl of all records; 1 second to 1 day, in whole seconds
 * @param negativeTtl how long resolvers may remember that something is not there; in the same range
 * @param udpPayload most octets of a reply over UDP, 512 to 4096
 * @param tcp what a client may take over TCP
 */
public record DnsSettings(
    ZoneName zone,
    List<InetAddress> bind,
    int port,
    Duration ttl,
    Duration negativeTtl,
    int udpPayload,
    TcpLimits tcp) {
  public static final ZoneName DEFAULT_ZONE = new ZoneName("service.internal");
  public static final int DEFAULT_PORT = 8053;
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(5);
  public static final Duration DEFAULT_NEGATIVE_TTL = Duration.ofSeconds(3);

  /** RFC 9715 section 3: what passes every usual link in one piece. */
  public static final int DEFAULT_UDP_PAYLOAD = 1232;

  private static final Duration MIN_TTL = Duration.ofSeconds(1);
  private static final Duration MAX_TTL = Duration.ofDays(1);
  private static final int MAX_PORT = 65_535;
  private static final int MIN_UDP_PAYLOAD = 512;
  private static final int MAX_UDP_PAYLOAD = 4096;

  /** The defaults: {@code service.internal} at 127.0.0.1, port 8053. */
  public static final DnsSettings DEFAULT =
      new DnsSettings(
          DEFAULT_ZONE,
          List.of(InetAddress.ofLiteral("127.0.0.1")),
          DEFAULT_PORT,
          DEFAULT_TTL,
          DEFAULT_NEGATIVE_TTL,
          DEFAULT_UDP_PAYLOAD,
          TcpLimits.DEFAULT);

  public DnsSettings {
    bind = List.copyOf(bind);
    if (bind.isEmpty()) {
      throw new InvalidValueException("bind", bind, "one or more addresses");
    }
    checkRange("port", port, 0, MAX_PORT);
    checkTtl("ttl", ttl);
    checkTtl("negativeTtl", negativeTtl);
    checkRange("udpPayload", udpPayload, MIN_UDP_PAYLOAD, MAX_UDP_PAYLOAD);
  }

  public DnsSettings withZone(ZoneName value) {
    return new DnsSettings(value, bind, port, ttl, negativeTtl, udpPayload, tcp);
  }

  public DnsSettings withBind(InetAddress... values) {
    return new DnsSettings(zone, List.of(values), port, ttl, negativeTtl, udpPayload, tcp);
  }

  public DnsSettings withPort(int value) {
    return new DnsSettings(zone, bind, value, ttl, negativeTtl, udpPayload, tcp);
  }

  public DnsSettings withTcp(TcpLimits value) {
    return new DnsSettings(zone, bind, port, ttl, negativeTtl, udpPayload, value);
  }

  private static void checkRange(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new InvalidValueException(field, value, min + " to " + max);
    }
  }

  private static void checkTtl(String field, Duration ttl) {
    if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0 || ttl.toNanosPart() != 0) {
      throw new InvalidValueException(field, ttl, "1 to 86400 seconds");
    }
  }
}
