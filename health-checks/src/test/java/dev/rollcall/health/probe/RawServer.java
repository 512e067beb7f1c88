package dev.rollcall.health.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** A server on loopback that does with each connection what a test says. */
final class RawServer implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final int PATIENCE_SECONDS = 10;

  private final ServerSocket listening;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private final Semaphore ended = new Semaphore(0);

  /** What is done with one connection, on a thread of its own; it is closed afterwards. */
  @FunctionalInterface
  interface Conduct {
    void serve(Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  RawServer(Conduct conduct) {
    this(ServerSocketFactory.getDefault(), conduct);
  }

  RawServer(ServerSocketFactory sockets, Conduct conduct) {
    try {
      this.listening = sockets.createServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> accept(conduct));
  }

  /** Reads the request's head, then sends that text. */
  static RawServer saying(String text) {
    return new RawServer(
        (client, out) -> {
          readHead(client);
          out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
          out.flush();
        });
  }

  /** Sends {@code beginning}, then {@code again} until the other side has enough. */
  static RawServer endless(byte[] beginning, byte[] again) {
    return new RawServer(
        (client, out) -> {
          out.write(beginning);
          while (true) {
            out.write(again);
          }
        });
  }

  /** Takes connections and says nothing until the other side closes. */
  static RawServer silent() {
    return new RawServer(
        (client, out) -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  static void readHead(Socket client) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int octet = client.getInputStream().read();
      if (octet < 0) {
        return;
      }
      matched = octet == "\r\n\r\n".charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  /** Waits until so many connections have come to their end, and says whether they did. */
  boolean ends(int connections) {
    try {
      return ended.tryAcquire(connections, PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Octets that were handed to the network so far. */
  long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(Conduct conduct) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(conduct, client));
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private void serve(Conduct conduct, Socket client) {
    try (client) {
      conduct.serve(client, new Counted(client.getOutputStream()));
    } catch (IOException e) {
      // The probe had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.release();
    }
  }

  /** Counts what goes through. */
  private final class Counted extends OutputStream {
    private final OutputStream out;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
      sent.addAndGet(length);
    }
  }
}
