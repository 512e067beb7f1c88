package dev.rollcall.dns.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sockets of one server, UDP and TCP, at some addresses and on one port. */
final class Sockets {
  /** How often another free port is tried when that of one socket is taken for the next. */
  private static final int ATTEMPTS = 20;

  private static final int BACKLOG = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<ServerSocketChannel> tcp = new ArrayList<>();
  private final List<UdpSockets.Bound> udp = new ArrayList<>();
  private int port;

  private Sockets(int port) {
    this.port = port;
  }

  /**
   * Binds one TCP socket and {@code perAddress} UDP sockets at each address; where the system
   * cannot share a port among sockets, one.
   *
   * @param port 0 for any that is free
   * @throws IOException naming the address and the port that could not be had
   */
  static Sockets bind(List<InetAddress> addresses, int port, UdpSockets udpSockets, int perAddress)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      var sockets = new Sockets(port);
      try {
        sockets.bindTcp(addresses);
        sockets.bindUdp(addresses, udpSockets, udpSockets.canShare() ? perAddress : 1);
        return sockets;
      } catch (IOException e) {
        sockets.close();
        if (port != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  List<ServerSocketChannel> tcp() {
    return tcp;
  }

  List<UdpSockets.Bound> udp() {
    return udp;
  }

  int port() {
    return port;
  }

  void close() {
    tcp.forEach(Sockets::close);
    udp.forEach(Sockets::close);
  }

  /** Closes what is not needed any more; that a socket cannot be closed is a fault. */
  static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a thread that was told to end. */
  static void join(Thread thread) {
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Comes first, and alone on its port: UDP sockets that share theirs would share it with those of
   * another server too.
   */
  private void bindTcp(List<InetAddress> addresses) throws IOException {
    for (InetAddress address : addresses) {
      var channel = ServerSocketChannel.open(family(address));
      tcp.add(channel);
      bind(address, "TCP", place -> channel.bind(place, BACKLOG));
      port = channel.socket().getLocalPort();
    }
  }

  private void bindUdp(List<InetAddress> addresses, UdpSockets sockets, int perAddress)
      throws IOException {
    for (InetAddress address : addresses) {
      for (int i = 0; i < perAddress; i++) {
        bind(address, "UDP", place -> udp.add(sockets.bind(place, perAddress > 1)));
      }
    }
  }

  private void bind(InetAddress address, String protocol, Binding binding) throws IOException {
    var place = new InetSocketAddress(address, port);
    try {
      binding.bind(place);
    } catch (IOException e) {
      String text = place.toString().replaceFirst("^.*/", "");
      throw new IOException(
          "cannot listen on " + text + " (" + protocol + "): " + e.getMessage(), e);
    }
  }

  static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** Binds a socket. */
  private interface Binding {
    void bind(InetSocketAddress place) throws IOException;
  }
}
