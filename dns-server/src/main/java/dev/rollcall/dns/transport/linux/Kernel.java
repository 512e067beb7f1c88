package dev.rollcall.dns.transport.linux;

import java.lang.foreign.MemorySegment;

/**
 * The calls of the operating system that a UDP socket needs. Each returns what the call does, or
 * the number of its error, negated. One thread at a time uses an object, but for {@link #shutdown}.
 */
public interface Kernel {
  /** A new UDP socket for {@link NativeAddress#IPV4} or {@link NativeAddress#IPV6}. */
  int socket(int family);

  /** Sets an option to a number. */
  int setOption(int socket, int level, int option, int value);

  /** Gives a socket the address that is all of that segment. */
  int bind(int socket, MemorySegment address);

  /** Waits for a datagram, and takes as many as have come, up to {@code messages}. */
  int receive(int socket, MemorySegment headers, int messages);

  /** Sends; returns how many were, if not even the first failed. */
  int send(int socket, MemorySegment headers, int messages);

  /** Wakes who waits for a datagram, now and from now on. Any thread. */
  void shutdown(int socket);

  /** Gives the socket back, whatever it says. */
  void close(int socket);
}
