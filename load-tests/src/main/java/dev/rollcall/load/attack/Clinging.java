package dev.rollcall.load.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds many TCP connections, replaces those that the node closes, and never asks in good faith.
 */
final class Clinging implements Attack {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String name;
  private final int count;
  private final byte[] octets;
  private final boolean reads;
  private final Connections connections;
  private final Thread thread = Thread.ofPlatform().unstarted(this::run);
  private volatile boolean ended;
  private volatile int opened;

  private Clinging(
      String name,
      InetSocketAddress node,
      InetAddress attacker,
      int count,
      byte[] octets,
      boolean reads) {
    this.name = name;
    this.count = count;
    this.octets = octets.clone();
    this.reads = reads;
    this.connections = new Connections(node, attacker);
  }

  /** Sends one octet of a message a second. */
  static Clinging byteByByte(InetSocketAddress node, InetAddress attacker, int count) {
    return new Clinging(
        count + " TCP clients that send one byte a second",
        node,
        attacker,
        count,
        new byte[1],
        true);
  }

  /** Sends nothing. */
  static Clinging idle(InetSocketAddress node, InetAddress attacker, int count) {
    return new Clinging(
        "%,d idle TCP connections".formatted(count), node, attacker, count, new byte[0], true);
  }

  /** Asks a thousand questions a second and takes no answer. */
  static Clinging neverReading(
      InetSocketAddress node, InetAddress attacker, int count, byte[] question) {
    byte[] framed = Questions.framed(question);
    byte[] many = new byte[framed.length * 1000];
    for (int i = 0; i < many.length; i++) {
      many[i] = framed[i % framed.length];
    }
    return new Clinging(
        count + " TCP clients that ask and never read", node, attacker, count, many, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void begin() {
    thread.start();
  }

  @Override
  public String outcome() {
    return "%,d connections opened".formatted(opened);
  }

  @Override
  public void close() throws IOException {
    ended = true;
    LockSupport.unpark(thread);
    Attack.join(thread);
    connections.close();
  }

  private void run() {
    try {
      while (!ended) {
        if (reads) {
          connections.sift();
        }
        connections.open(count);
        connections.send(octets);
        opened = connections.opened();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
