package dev.rollcall.dns;

import dev.rollcall.dns.answer.Identity;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.transport.TcpLimits;
import dev.rollcall.registry.instance.InvalidValueException;
import java.net.InetAddress;
import java.util.List;

/**
 * What is served, and how.
 *
 * @param zones what is answered
 * @param bind one or more addresses; a wildcard stands for all that the machine has at the start
 * @param port of UDP and TCP, 0 for any that is free
 * @param udpPayload most octets of a reply over UDP, 512 to 4096
 * @param udpThreads how many answer over UDP, up to 256, at least one for each address; 0 for as
 *     many as there are cores
 * @param tcp what a client may take over TCP
 * @param protection who is answered, and how often
 * @param identity what the server says of itself
 */
public record DnsSettings(
    ZoneSettings zones,
    List<InetAddress> bind,
    int port,
    int udpPayload,
    int udpThreads,
    TcpLimits tcp,
    Protection protection,
    Identity identity) {
  public static final int DEFAULT_PORT = 8053;

  /** RFC 9715 section 3: what passes every usual link in one piece. */
  public static final int DEFAULT_UDP_PAYLOAD = 1232;

  private static final int MAX_PORT = 65_535;
  private static final int MIN_UDP_PAYLOAD = 512;
  private static final int MAX_UDP_PAYLOAD = 4096;
  private static final int MAX_UDP_THREADS = 256;

  /** The defaults: {@code service.internal} at 127.0.0.1, port 8053. */
  public static final DnsSettings DEFAULT =
      new DnsSettings(
          ZoneSettings.DEFAULT,
          List.of(InetAddress.ofLiteral("127.0.0.1")),
          DEFAULT_PORT,
          DEFAULT_UDP_PAYLOAD,
          0,
          TcpLimits.DEFAULT,
          Protection.DEFAULT,
          Identity.DEFAULT);

  public DnsSettings {
    bind = List.copyOf(bind);
    if (bind.isEmpty()) {
      throw new InvalidValueException("bind", bind, "one or more addresses");
    }
    checkRange("port", port, 0, MAX_PORT);
    checkRange("udpPayload", udpPayload, MIN_UDP_PAYLOAD, MAX_UDP_PAYLOAD);
    checkRange("udpThreads", udpThreads, 0, MAX_UDP_THREADS);
  }

  public DnsSettings withZones(ZoneSettings value) {
    return new DnsSettings(value, bind, port, udpPayload, udpThreads, tcp, protection, identity);
  }

  public DnsSettings withBind(InetAddress... values) {
    return new DnsSettings(
        zones, List.of(values), port, udpPayload, udpThreads, tcp, protection, identity);
  }

  public DnsSettings withPort(int value) {
    return new DnsSettings(zones, bind, value, udpPayload, udpThreads, tcp, protection, identity);
  }

  public DnsSettings withUdpPayload(int value) {
    return new DnsSettings(zones, bind, port, value, udpThreads, tcp, protection, identity);
  }

  public DnsSettings withUdpThreads(int value) {
    return new DnsSettings(zones, bind, port, udpPayload, value, tcp, protection, identity);
  }

  public DnsSettings withTcp(TcpLimits value) {
    return new DnsSettings(zones, bind, port, udpPayload, udpThreads, value, protection, identity);
  }

  public DnsSettings withProtection(Protection value) {
    return new DnsSettings(zones, bind, port, udpPayload, udpThreads, tcp, value, identity);
  }

  public DnsSettings withIdentity(Identity value) {
    return new DnsSettings(zones, bind, port, udpPayload, udpThreads, tcp, protection, value);
  }

  private static void checkRange(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new InvalidValueException(field, value, min + " to " + max);
    }
  }
}
