package dev.rollcall.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Many TCP connections of one attacker. Owned by one thread. */
final class Connections implements AutoCloseable {
  /** Ports of one address do not suffice for more. */
  private static final int PER_ADDRESS = 20_000;

  private final InetSocketAddress node;
  private final InetAddress attacker;
  private final Set<SocketChannel> open = new LinkedHashSet<>();
  private int opened;

  Connections(InetSocketAddress node, InetAddress attacker) {
    this.node = node;
    this.attacker = attacker;
  }

  /** Has that many open, as far as the node lets it. */
  void open(int count) throws IOException {
    while (open.size() < Math.min(count, PER_ADDRESS)) {
      SocketChannel channel = SocketChannel.open().bind(new InetSocketAddress(attacker, 0));
      channel.connect(node);
      channel.configureBlocking(false);
      open.add(channel);
      opened++;
    }
  }

  int opened() {
    return opened;
  }

  /** Sends to all of them what they take; forgets those that the node has closed. */
  void send(byte[] octets) throws IOException {
    for (SocketChannel channel : List.copyOf(open)) {
      try {
        channel.write(ByteBuffer.wrap(octets));
      } catch (IOException closedByNode) {
        forget(channel);
      }
    }
  }

  /** Forgets those that the node has closed. */
  void sift() throws IOException {
    var room = ByteBuffer.allocate(1);
    for (SocketChannel channel : List.copyOf(open)) {
      if (hasEnded(channel, room.clear())) {
        forget(channel);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : List.copyOf(open)) {
      forget(channel);
    }
  }

  private static boolean hasEnded(SocketChannel channel, ByteBuffer room) {
    try {
      return channel.read(room) < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private void forget(SocketChannel channel) throws IOException {
    open.remove(channel);
    channel.close();
  }
}
