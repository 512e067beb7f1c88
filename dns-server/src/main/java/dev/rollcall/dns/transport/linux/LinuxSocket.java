package dev.rollcall.dns.transport.linux;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A bound UDP socket. One thread receives and sends, and closes it; any may shut it down until
 * then. Its descriptor is never used after it was closed: another file may have it by then.
 */
public final class LinuxSocket implements Closeable {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;

  private final Kernel kernel;
  private final int family;
  private final int descriptor;
  private boolean open = true; // guarded by this

  private LinuxSocket(Kernel kernel, int family, int descriptor) {
    this.kernel = kernel;
    this.family = family;
    this.descriptor = descriptor;
  }

  /**
   * A socket at that address.
   *
   * @param shared whether others of this program may have the same one
   * @param receiveBuffer octets of datagrams that may wait
   */
  public static LinuxSocket bind(
      Kernel kernel, InetSocketAddress address, boolean shared, int receiveBuffer)
      throws IOException {
    int family = NativeAddress.family(address.getAddress());
    int descriptor = kernel.socket(family);
    check("socket", descriptor);
    var socket = new LinuxSocket(kernel, family, descriptor);
    try {
      socket.set(SOL_SOCKET, SO_RCVBUF, receiveBuffer);
      if (shared) {
        socket.set(SOL_SOCKET, SO_REUSEPORT, 1);
      }
      if (family == NativeAddress.IPV6) {
        socket.set(IPPROTO_IPV6, IPV6_V6ONLY, 1);
      }
      check("bind", kernel.bind(descriptor, NativeAddress.of(address)));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Room for datagrams of this socket. */
  public Datagrams datagrams(int size, int capacity) {
    return new Datagrams(family, size, capacity);
  }

  /**
   * Waits for a datagram, and takes as many as have come and as there is room for.
   *
   * @return how many; 0 for none yet, less for an error
   */
  public int receive(Datagrams into) {
    return unlessInterrupted(kernel.receive(descriptor, into.headers(0), into.size()));
  }

  /**
   * Sends datagrams from {@code first} up to {@code end}, until one fails.
   *
   * @return how many were sent; 0 for none yet, less when the first one failed
   */
  public int send(Datagrams from, int first, int end) {
    return unlessInterrupted(kernel.send(descriptor, from.headers(first), end - first));
  }

  /** What a receive says that returned less than 0. */
  public static IOException receiveFailure(int result) {
    return new IOException(Errno.text("recvmmsg", result));
  }

  /** What a send says that returned less than 0. */
  public static IOException sendFailure(int result) {
    return new IOException(Errno.text("sendmmsg", result));
  }

  /** Whether a send failed for want of something here, not because of where it went. */
  public static boolean isLack(int result) {
    return Errno.ENOBUFS.is(result) || Errno.ENOMEM.is(result) || Errno.EPERM.is(result);
  }

  /** Wakes who receives, now and from now on. */
  public synchronized void shutdown() {
    if (open) {
      kernel.shutdown(descriptor);
    }
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      kernel.close(descriptor);
    }
  }

  private static int unlessInterrupted(int result) {
    return Errno.EINTR.is(result) ? 0 : result;
  }

  private void set(int level, int option, int value) throws IOException {
    check("setsockopt", kernel.setOption(descriptor, level, option, value));
  }

  private static void check(String call, int result) throws IOException {
    if (result < 0) {
      throw new IOException(Errno.text(call, result));
    }
  }
}
