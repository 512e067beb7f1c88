package dev.rollcall.load.propagation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks all nodes for what was registered until they answer: each node once a millisecond for each
 * name, so what it finds is late by up to that and the time between two looks.
 */
final class Watcher implements AutoCloseable {
  private static final long BETWEEN_LOOKS = Duration.ofNanos(100_000).toNanos();
  private static final long BETWEEN_QUESTIONS = Duration.ofMillis(1).toNanos();
  private static final long UNTIL_ASKED_AGAIN = Duration.ofMillis(200).toNanos(); // no reply
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
  private static final int IDS = 1 << Short.SIZE;
  private static final int BUFFER = 1 << 21;
  private static final int REPLY = 4096;
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int CLASS_IN = 1;
  private static final byte[] ZONE = "\7service\10internal\0".getBytes(US_ASCII);

  private final List<DatagramChannel> nodes = new ArrayList<>();
  private final Queue<Registration> registered = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofPlatform().name("watcher").unstarted(this::run);
  private volatile boolean closing;

  // The thread's own.
  private final List<Search> open = new ArrayList<>();
  private final @Nullable Search[] asked = new Search[IDS];
  private final ByteBuffer reply = ByteBuffer.allocateDirect(REPLY);
  private int id;

  Watcher(List<InetSocketAddress> nodes) throws IOException {
    for (InetSocketAddress node : nodes) {
      DatagramChannel channel =
          DatagramChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, BUFFER).connect(node);
      channel.configureBlocking(false);
      this.nodes.add(channel);
    }
    thread.start();
  }

  /** Asks all nodes for it from now on. Any thread. */
  void watch(Registration registration) {
    registered.add(registration);
  }

  /** Returns when all that is watched was answered, or will not be. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (DatagramChannel node : nodes) {
      node.close();
    }
  }

  /** The search for a name at a node. */
  private static final class Search {
    private final Registration registration;
    private final int node;
    private final ByteBuffer question;
    private final long end;
    private long next;
    private boolean over;

    Search(Registration registration, int node, ByteBuffer question, long now) {
      this.registration = registration;
      this.node = node;
      this.question = question;
      this.end = now + PATIENCE;
      this.next = now;
    }
  }

  private void run() {
    try {
      while (!closing || !open.isEmpty() || !registered.isEmpty()) {
        begin();
        for (int node = 0; node < nodes.size(); node++) {
          listen(node);
        }
        open.removeIf(search -> search.over);
        ask();
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a node cannot be asked", e);
    }
  }

  private void begin() {
    for (Registration next = registered.poll(); next != null; next = registered.poll()) {
      long now = System.nanoTime();
      for (int node = 0; node < nodes.size(); node++) {
        open.add(new Search(next, node, question(next.service()), now));
      }
    }
  }

  private void listen(int node) throws IOException {
    while (nodes.get(node).read(reply.clear()) > 0) {
      long now = System.nanoTime();
      Search search = asked[reply.getShort(0) & IDS - 1];
      if (search == null || search.over || search.node != node) {
        continue;
      }
      if (reply.getShort(6) != 0) { // ANCOUNT, RFC 1035 4.1.1
        search.registration.answer(node, now);
        search.over = true;
      } else {
        search.next = now + BETWEEN_QUESTIONS;
      }
    }
  }

  private void ask() throws IOException {
    long now = System.nanoTime();
    for (Search search : open) {
      search.over = now > search.end;
      if (now >= search.next) {
        id = id + 1 & IDS - 1;
        asked[id] = search;
        search.next = now + UNTIL_ASKED_AGAIN;
        nodes.get(search.node).write(search.question.putShort(0, (short) id).rewind());
      }
    }
  }

  /** RFC 1035 4.1: one question, for the addresses of the service. */
  private static ByteBuffer question(String service) {
    byte[] name = service.getBytes(US_ASCII);
    return ByteBuffer.allocate(HEADER + 1 + name.length + ZONE.length + 2 * Short.BYTES)
        .putShort(4, (short) 1)
        .position(HEADER)
        .put((byte) name.length)
        .put(name)
        .put(ZONE)
        .putShort((short) TYPE_A)
        .putShort((short) CLASS_IN);
  }
}
