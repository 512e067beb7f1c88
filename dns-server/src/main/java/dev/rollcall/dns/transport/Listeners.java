package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Zones;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** All transports of a server. */
public final class Listeners implements AutoCloseable {
  private final List<UdpTransport> udp = new ArrayList<>();
  private final TcpTransport tcp;
  private final int port;

  private Listeners(Zones zones, Sockets sockets, ReplyPolicy policy, TcpLimits limits)
      throws IOException {
    port = sockets.port();
    var tally = new Tally();
    var admission = new Admission(limits);
    var responder = Responder.overTcp(zones, tally, policy, admission::idleTenths);
    tcp = TcpTransport.start(sockets.tcp(), limits, admission, responder, tally);
    for (var channel : sockets.udp()) {
      var udpTally = new Tally();
      udp.add(
          UdpTransport.start(
              channel,
              Responder.overUdp(zones, udpTally, policy),
              udpTally,
              "rollcall-dns-udp-" + udp.size()));
    }
  }

  /**
   * Serves zones at those addresses, none of them a wildcard: over TCP with one thread, over UDP
   * with one for each core or address, whichever are more.
   *
   * @throws IOException naming the address and the port that could not be had
   */
  public static Listeners start(
      Zones zones, List<InetAddress> addresses, int port, ReplyPolicy policy, TcpLimits limits)
      throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    int udpSockets = Math.max(1, cores / Math.max(1, addresses.size()));
    Sockets sockets = Sockets.bind(addresses, port, udpSockets);
    try {
      return new Listeners(zones, sockets, policy, limits);
    } catch (IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  /** The port of UDP and TCP. */
  public int port() {
    return port;
  }

  /** What the UDP threads count. */
  public List<Tally> udp() {
    return udp.stream().map(UdpTransport::tally).toList();
  }

  /** What the TCP thread counts. */
  public Tally tcp() {
    return tcp.tally();
  }

  /** How many TCP clients are connected. */
  public int openConnections() {
    return tcp.openConnections();
  }

  @Override
  public void close() {
    udp.forEach(Transport::close);
    tcp.close();
  }
}
