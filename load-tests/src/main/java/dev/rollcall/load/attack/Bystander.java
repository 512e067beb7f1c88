package dev.rollcall.load.attack;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An ordinary client: asks over UDP 200 times a second, and over TCP ten times, with a connection
 * for each query. Who is not answered within a second does not ask again.
 */
final class Bystander {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration UDP_PAUSE = Duration.ofMillis(5);
  private static final Duration TCP_PAUSE = Duration.ofMillis(100);
  private static final int MAX_MESSAGE = 65_535;

  private final InetSocketAddress node;
  private final byte[] question;

  Bystander(InetSocketAddress node, byte[] question) {
    this.node = node;
    this.question = question.clone();
  }

  /** What it found over both transports. */
  record Findings(Answered udp, Answered tcp) {}

  /** Asks for that long. */
  Findings ask(Duration length) throws InterruptedException {
    var udp = new Series();
    var tcp = new Series();
    Thread overUdp =
        Thread.startVirtualThread(() -> repeat(this::askOverUdp, UDP_PAUSE, length, udp));
    Thread overTcp =
        Thread.startVirtualThread(() -> repeat(this::askOverTcp, TCP_PAUSE, length, tcp));
    overUdp.join();
    overTcp.join();
    return new Findings(udp.answered(), tcp.answered());
  }

  private static void repeat(Exchange exchange, Duration pause, Duration length, Series series) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      series.add(exchange, began);
      LockSupport.parkNanos(began + pause.toNanos() - System.nanoTime());
    }
  }

  private void askOverUdp() throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.send(new DatagramPacket(question, question.length, node));
      socket.receive(new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE));
    }
  }

  private void askOverTcp() throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(node, (int) PATIENCE.toMillis());
      socket.getOutputStream().write(Questions.framed(question));
      var input = new DataInputStream(socket.getInputStream());
      input.readFully(new byte[input.readUnsignedShort()]);
    }
  }

  /** One question and its answer. */
  private interface Exchange {
    /**
     * @throws SocketTimeoutException when the answer did not come
     */
    void run() throws IOException;
  }

  /** How long the answers took. Owned by the thread that asks, until it has ended. */
  private static final class Series {
    private final List<Long> nanos = new ArrayList<>();
    private int asked;

    void add(Exchange exchange, long began) {
      asked++;
      try {
        exchange.run();
        nanos.add(System.nanoTime() - began);
      } catch (IOException unanswered) {
        // Counted as asked: what is missing is told.
      }
    }

    Answered answered() {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      return new Answered(asked, sorted);
    }
  }

  /**
   * @param asked how many questions
   * @param sorted how long each answer took, in nanoseconds, the shortest first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(int asked, long[] sorted) {
    @Override
    public String toString() {
      return "%d of %d | %s | %s | %s"
          .formatted(sorted.length, asked, millis(50), millis(99), millis(100));
    }

    private String millis(int percentile) {
      if (sorted.length == 0) {
        return "–";
      }
      int index = Math.min(sorted.length - 1, sorted.length * percentile / 100);
      return "%.2f ms".formatted(sorted[index] / 1e6);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Answered answered
          && asked == answered.asked
          && Arrays.equals(sorted, answered.sorted);
    }

    @Override
    public int hashCode() {
      return 31 * asked + Arrays.hashCode(sorted);
    }
  }
}
