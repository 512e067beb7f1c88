package dev.rollcall.load.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Datagrams as fast as one thread can send them; the replies are left lying. */
final class Flood implements Attack {
  /** Made before the flood begins, so that all of the thread's time goes into sending. */
  private static final int DIFFERENT = 100_000;

  private final String name;
  private final ByteBuffer[] packets;
  private final DatagramChannel channel;
  private final Thread thread = Thread.ofPlatform().unstarted(this::run);
  private final AtomicLong sent = new AtomicLong();
  private long began;

  private Flood(
      String name,
      InetSocketAddress node,
      InetAddress attacker,
      Function<RandomGenerator, byte[]> packet)
      throws IOException {
    this.name = name;
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    this.packets = new ByteBuffer[DIFFERENT];
    for (int i = 0; i < DIFFERENT; i++) {
      byte[] octets = packet.apply(random);
      packets[i] = ByteBuffer.allocateDirect(octets.length).put(octets).flip();
    }
    this.channel = DatagramChannel.open().bind(new InetSocketAddress(attacker, 0)).connect(node);
  }

  static Flood ofRandomNames(InetSocketAddress node, InetAddress attacker) throws IOException {
    return new Flood("a flood of random names", node, attacker, Questions::randomName);
  }

  static Flood ofMalformedPackets(InetSocketAddress node, InetAddress attacker) throws IOException {
    return new Flood("a flood of malformed packets", node, attacker, Questions::malformed);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void begin() {
    began = System.nanoTime();
    thread.start();
  }

  @Override
  public String outcome() {
    double seconds = (System.nanoTime() - began) / 1e9;
    return "%,.0f packets a second sent".formatted(sent.get() / seconds);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Attack.join(thread);
  }

  private void run() {
    try {
      for (int i = 0; channel.isOpen(); i = (i + 1) % DIFFERENT) {
        channel.write(packets[i].rewind());
        sent.incrementAndGet();
      }
    } catch (ClosedChannelException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
