package dev.rollcall.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;

/** A connection over which a test sends what no HTTP client would. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int TRICKLE_MILLIS = 20;

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** One that takes no more than a few thousand octets ahead of who reads them. */
  static RawConnection withSmallBuffer(int port) {
    try {
      var socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawConnection to(int port) {
    try {
      return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends lines, each ended by CR LF, as ISO 8859-1; all at once, since the server may close after
   * the first of them.
   */
  RawConnection send(String... lines) {
    String text = String.join("\r\n", lines) + "\r\n";
    return sendBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer; its body by Content-Length. */
  Exchange answer() {
    Exchange head = head();
    return head.withBody(
        text(Integer.parseInt(head.headers().getOrDefault("Content-Length", "0"))));
  }

  /** The next answer; its body in chunks, RFC 9112 section 7.1. */
  Exchange chunkedAnswer() {
    Exchange head = head();
    var body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(text(size));
      line();
    }
    line();
    return head.withBody(body.toString());
  }

  /** A body in chunks, as it comes. */
  InputStream chunks() {
    return new InputStream() {
      private int left;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        if (left == 0) {
          left = chunkSize();
        }
        if (left == 0) {
          return -1;
        }
        int read = in.read(to, offset, Math.min(length, left));
        if (read < 0) {
          throw new EOFException("closed within a chunk");
        }
        left -= read;
        if (left == 0) {
          line();
        }
        return read;
      }
    };
  }

  /** Reads on until a line is that one. */
  void awaitLine(String expected) {
    String line = line();
    while (!line.equals(expected)) {
      line = line();
    }
  }

  /** The next answer without its body, which is left to be read. */
  Exchange head() {
    String statusLine = line();
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(statusLine.split(" ", -1)[1]);
    return new Exchange("", "", "", status, headers, "");
  }

  private int chunkSize() {
    return Integer.parseInt(line(), 16);
  }

  /** Waits until the server closes, and says whether it sent nothing before. */
  boolean isClosedSilently() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Sends a part every 20 ms until the server closes; fails when it answers, or goes on reading.
   */
  void trickleUntilClosed(String part) {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
        socket.setSoTimeout(TRICKLE_MILLIS);
        int read = in.read();
        if (read < 0) {
          return;
        }
        throw new AssertionError("an answer that begins with " + (char) read);
      } catch (SocketTimeoutException e) {
        // Nothing yet.
      } catch (IOException e) {
        return;
      }
    }
    throw new AssertionError("still open");
  }

  /** Reads nothing, and sends a part every 20 ms until the server is gone; fails when it stays. */
  void sendUntilClosed(String part) {
    long next = System.nanoTime();
    long end = next + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    try {
      while (next - end < 0) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
        next += Duration.ofMillis(TRICKLE_MILLIS).toNanos();
        while (System.nanoTime() - next < 0) {
          Thread.onSpinWait();
        }
      }
    } catch (IOException e) {
      return;
    }
    throw new AssertionError("still open");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() {
    var line = new ByteArrayOutputStream();
    try {
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new AssertionError("closed within a line: " + line);
        }
        if (c != '\r') {
          line.write(c);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private String text(int length) {
    try {
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
