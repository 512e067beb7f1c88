package dev.rollcall.dns.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sockets of one server, UDP and TCP, at some addresses and on one port. */
final class Sockets {
  /** How often another free port is tried when that of one socket is taken for the next. */
  private static final int ATTEMPTS = 20;

  private static final int BACKLOG = 1024;
  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<ServerSocketChannel> tcp = new ArrayList<>();
  private final List<DatagramChannel> udp = new ArrayList<>();
  private int port;

  private Sockets(int port) {
    this.port = port;
  }

  /**
   * Binds one TCP socket and {@code udpSockets} UDP sockets at each address; where the system
   * cannot share a port among sockets, one.
   *
   * @param port 0 for any that is free
   * @throws IOException naming the address and the port that could not be had
   */
  static Sockets bind(List<InetAddress> addresses, int port, int udpSockets) throws IOException {
    for (int attempt = 1; ; attempt++) {
      var sockets = new Sockets(port);
      try {
        sockets.bindAll(addresses, udpSockets);
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

  List<DatagramChannel> udp() {
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
   * TCP first, and alone on its port: UDP sockets that share theirs would share it with those of
   * another server too.
   */
  private void bindAll(List<InetAddress> addresses, int udpSockets) throws IOException {
    for (InetAddress address : addresses) {
      var channel = ServerSocketChannel.open(family(address));
      tcp.add(channel);
      bind(address, "TCP", () -> channel.bind(new InetSocketAddress(address, port), BACKLOG));
      port = channel.socket().getLocalPort();
    }
    for (InetAddress address : addresses) {
      int bound = 0;
      do {
        bindUdp(address, udpSockets > 1);
        bound++;
      } while (bound < udpSockets && isShareable(udp.getLast()));
    }
  }

  private void bindUdp(InetAddress address, boolean shared) throws IOException {
    var channel = DatagramChannel.open(family(address));
    udp.add(channel);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    if (shared && isShareable(channel)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    bind(address, "UDP", () -> channel.bind(new InetSocketAddress(address, port)));
  }

  private void bind(InetAddress address, String protocol, Binding binding) throws IOException {
    try {
      binding.bind();
    } catch (IOException e) {
      String place = new InetSocketAddress(address, port).toString().replaceFirst("^.*/", "");
      throw new IOException(
          "cannot listen on " + place + " (" + protocol + "): " + e.getMessage(), e);
    }
  }

  private static boolean isShareable(DatagramChannel channel) {
    return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
  }

  private static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** Binds a socket. */
  private interface Binding {
    Channel bind() throws IOException;
  }
}
