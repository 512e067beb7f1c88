package dev.rollcall.cluster.company;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Somebody who listens on loopback and answers each word in its own way. */
final class Listener implements AutoCloseable {
  /** What it does with a connection. */
  @FunctionalInterface
  interface Manner {
    void with(Socket client) throws IOException;
  }

  private final ServerSocket socket;
  private final List<Socket> kept = new ArrayList<>(); // until the end, unanswered

  Listener(Manner manner) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(() -> serve(manner));
  }

  /** Answers as members of a cluster do. */
  static Listener member() throws IOException {
    return new Listener(
        client -> {
          client.getInputStream().readNBytes(3);
          client.getOutputStream().write("HZC".getBytes(US_ASCII));
        });
  }

  static Listener silent() throws IOException {
    return new Listener(client -> {});
  }

  static Listener hangingUp() throws IOException {
    return new Listener(Socket::close);
  }

  /** Reads up to an empty line, as servers of HTTP do. */
  static Listener ofLines() throws IOException {
    return new Listener(
        client -> {
          client.getInputStream().readNBytes("HZC\r\n\r\n".length());
          client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        });
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void serve(Manner manner) {
    try {
      while (true) {
        Socket client = socket.accept();
        synchronized (kept) {
          kept.add(client);
        }
        manner.with(client);
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    synchronized (kept) {
      for (Socket client : kept) {
        client.close();
      }
    }
  }
}
