package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.transport.linux.LinuxKernel;
import dev.rollcall.dns.transport.linux.Obstacle;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A way to have UDP sockets and to serve them. */
interface UdpSockets {
  /** Octets of queries that may wait in a socket. */
  int RECEIVE_BUFFER = 1 << 20;

  /** Longer than any query that is answered. */
  int QUERY_CAPACITY = 4096;

  /** The fastest that this machine, its JVM and who started it allow. */
  static UdpSockets fastest() {
    Optional<String> obstacle = Obstacle.find();
    return obstacle.isEmpty() ? new LinuxUdp(LinuxKernel::new) : new NioUdp(obstacle.get());
  }

  /** Whether several sockets can share one address and port. */
  boolean canShare();

  /**
   * A socket at that address, which is no wildcard.
   *
   * @param shared whether others of this server may have the same
   */
  Bound bind(InetSocketAddress address, boolean shared) throws IOException;

  /** What it is, for the log. */
  String description();

  /** A socket that nobody waits at yet. */
  interface Bound extends Closeable {
    /** Serves it from now on, on a thread of that name; it is the transport's to close then. */
    Transport serve(Responder responder, Tally tally, String thread);
  }
}
