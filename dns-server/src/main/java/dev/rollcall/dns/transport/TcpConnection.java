package dev.rollcall.dns.transport;

import dev.rollcall.dns.guard.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a TCP client between two events. Holds no buffer while nothing is half received
 * or half sent. Owned by the transport's thread; moments are those of {@link System#nanoTime}.
 */
final class TcpConnection {
  private final SocketChannel channel;
  private final Client client;
  private final TcpLimits limits;
  private @Nullable ByteBuffer unanswered;
  private @Nullable ByteBuffer unsent;
  private long lastMessage;
  private long messageBegan;
  private long blocked;

  TcpConnection(SocketChannel channel, Client client, TcpLimits limits, long now) {
    this.channel = channel;
    this.client = client;
    this.limits = limits;
    this.lastMessage = now;
  }

  SocketChannel channel() {
    return channel;
  }

  Client client() {
    return client;
  }

  /** Since when no message has been completed. */
  long lastMessage() {
    return lastMessage;
  }

  /** RFC 7766 section 6.2.3: a complete message, and nothing less, keeps a connection open. */
  void messageComplete(long now) {
    lastMessage = now;
    messageBegan = now;
  }

  /** Puts what was received before, and not yet answered, into {@code input}. */
  void restore(ByteBuffer input, long now) {
    if (unanswered == null) {
      messageBegan = now;
      return;
    }
    input.put(unanswered);
    unanswered = null;
  }

  /** Keeps the rest of {@code input} for later. */
  void keep(ByteBuffer input) {
    if (input.hasRemaining()) {
      unanswered = copyOf(input);
    }
  }

  /** Whether the client does not take its answers now. */
  boolean isBlocked() {
    return unsent != null;
  }

  /** Sends {@code output} as far as the client takes it now, and keeps the rest. */
  void send(ByteBuffer output, long now) throws IOException {
    channel.write(output);
    if (output.hasRemaining()) {
      unsent = copyOf(output);
      blocked = now;
    }
  }

  /** Goes on sending what was kept. */
  void sendRest(long now) throws IOException {
    if (unsent == null) {
      return;
    }
    channel.write(unsent);
    if (!unsent.hasRemaining()) {
      unsent = null;
      messageBegan = now; // nothing was read meanwhile
    }
  }

  /** What to wait for: room for the answers that are left, or else another message. */
  int interest() {
    return isBlocked() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
  }

  /**
   * Why the client has had its time, null while it has some left.
   *
   * @param idle how long it may be silent now, in nanoseconds
   */
  @Nullable Overdue overdue(long now, long idle) {
    if (isBlocked()) {
      return now - blocked > limits.write().toNanos() ? Overdue.READER : null;
    }
    if (unanswered != null && now - messageBegan > limits.message().toNanos()) {
      return Overdue.MESSAGE;
    }
    return now - lastMessage > idle ? Overdue.IDLE : null;
  }

  /** What a client was waited for too long. */
  enum Overdue {
    IDLE,
    MESSAGE,
    READER
  }

  private static ByteBuffer copyOf(ByteBuffer rest) {
    return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
  }
}
