package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Zones;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All transports of a server. */
public final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Transport> udp = new ArrayList<>();
  private final TcpTransport tcp;
  private final int port;

  private Listeners(Zones zones, Sockets sockets, ReplyPolicy policy, TcpLimits limits)
      throws IOException {
    port = sockets.port();
    var tally = new Tally();
    var admission = new Admission(limits);
    var responder = Responder.overTcp(zones, tally, policy, admission::idleTenths);
    tcp = TcpTransport.start(sockets.tcp(), limits, admission, responder, tally);
    try {
      for (UdpSockets.Bound socket : sockets.udp()) {
        var udpTally = new Tally();
        var udpResponder = Responder.overUdp(zones, udpTally, policy);
        udp.add(socket.serve(udpResponder, udpTally, "rollcall-dns-udp-" + udp.size()));
      }
    } catch (RuntimeException | Error e) { // no memory, no thread: what is served ends by itself
      close();
      throw e;
    }
  }

  /**
   * Serves zones at those addresses, none of them a wildcard: over TCP with one thread, over UDP
   * with at least as many as that says, the same number for each address.
   *
   * @throws IOException naming the address and the port that could not be had
   */
  public static Listeners start(
      Zones zones,
      List<InetAddress> addresses,
      int port,
      int udpThreads,
      ReplyPolicy policy,
      TcpLimits limits)
      throws IOException {
    UdpSockets udpSockets = UdpSockets.fastest();
    int perAddress = Math.ceilDiv(udpThreads, Math.max(1, addresses.size()));
    Sockets sockets = Sockets.bind(addresses, port, udpSockets, perAddress);
    try {
      var listeners = new Listeners(zones, sockets, policy, limits);
      LOG.info("DNS over UDP: by {}; threads: {}", udpSockets.description(), listeners.udp.size());
      return listeners;
    } catch (IOException | RuntimeException | Error e) {
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
    return udp.stream().map(Transport::tally).toList();
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
