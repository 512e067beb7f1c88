package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Client;
import dev.rollcall.dns.answer.Drop;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.answer.Tally;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * All TCP clients of a server on one thread (RFC 7766). Messages that came together are answered
 * together, in one write; while a client does not take its answers, nothing more is read from it.
 */
final class TcpTransport implements Transport {
  private static final int LENGTH_PREFIX = 2;
  private static final int MAX_MESSAGE = LENGTH_PREFIX + 65_535;

  /** How late the end of a limit is noticed at most. */
  private static final long SWEEP_MILLIS = 50;

  private static final long SWEEP_NANOS = Duration.ofMillis(SWEEP_MILLIS).toNanos();

  private final Selector selector;
  private final List<ServerSocketChannel> listeners;
  private final TcpLimits limits;
  private final Tally tally;
  private final Thread thread;
  private final AtomicInteger open = new AtomicInteger(); // written by the thread alone
  private volatile boolean closing;

  // Owned by the thread.
  private final Responder responder;
  private final ByteBuffer input = ByteBuffer.allocateDirect(MAX_MESSAGE);
  private final ByteBuffer output = ByteBuffer.allocateDirect(2 * MAX_MESSAGE);
  private final Set<TcpConnection> connections = new HashSet<>();
  private final FaultLog faults = new FaultLog();
  private long lastSweep = System.nanoTime();

  private TcpTransport(
      Selector selector,
      List<ServerSocketChannel> listeners,
      TcpLimits limits,
      Responder responder,
      Tally tally) {
    this.selector = selector;
    this.listeners = List.copyOf(listeners);
    this.limits = limits;
    this.responder = responder;
    this.tally = tally;
    this.thread = Thread.ofPlatform().name("rollcall-dns-tcp-0").daemon().unstarted(this::run);
  }

  /** Serves bound sockets. */
  static TcpTransport start(
      List<ServerSocketChannel> listeners, TcpLimits limits, Responder responder, Tally tally)
      throws IOException {
    var transport = new TcpTransport(Selector.open(), listeners, limits, responder, tally);
    for (ServerSocketChannel listener : listeners) {
      listener.configureBlocking(false);
      listener.register(transport.selector, SelectionKey.OP_ACCEPT);
    }
    transport.thread.start();
    return transport;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  /** How many clients are connected. */
  int openConnections() {
    return open.get();
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    Sockets.join(thread);
  }

  /** Nothing that a client does ends the loop. */
  private void run() {
    while (!closing) {
      try {
        selector.select(this::handle, connections.isEmpty() ? 0 : SWEEP_MILLIS);
        sweep(System.nanoTime());
      } catch (IOException | RuntimeException | Error e) {
        tally.count(Drop.FAULT);
        faults.report("Waiting for DNS over TCP", e);
      }
    }
    connections.forEach(connection -> Sockets.close(connection.channel()));
    listeners.forEach(Sockets::close);
    Sockets.close(selector);
  }

  private void handle(SelectionKey key) {
    long now = System.nanoTime();
    if (key.attachment() instanceof TcpConnection connection) {
      serve(key, connection, now);
      return;
    }
    accept((ServerSocketChannel) key.channel(), now);
  }

  private void accept(ServerSocketChannel listener, long now) {
    try {
      SocketChannel channel = listener.accept();
      if (channel != null) {
        admit(channel, now);
      }
    } catch (IOException e) {
      faults.report("Accepting DNS over TCP", e);
      makeRoom(now); // most likely there is no file descriptor left
    }
  }

  private void admit(SocketChannel channel, long now) throws IOException {
    if (connections.size() >= limits.connections()) {
      makeRoom(now);
    }
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var connection = new TcpConnection(channel, limits, now);
      channel.register(selector, SelectionKey.OP_READ, connection);
      connections.add(connection);
      open.set(connections.size());
    } catch (IOException e) {
      Sockets.close(channel);
      throw e;
    }
  }

  /** Closes the connection that has been silent longest; without any, waits a little. */
  private void makeRoom(long now) {
    Comparator<TcpConnection> byAge = Comparator.comparingLong(each -> each.lastMessage() - now);
    connections.stream()
        .min(byAge)
        .ifPresentOrElse(
            connection -> {
              tally.count(Drop.CONNECTION_LIMIT);
              close(connection);
            },
            () -> LockSupport.parkNanos(SWEEP_NANOS));
  }

  private void serve(SelectionKey key, TcpConnection connection, long now) {
    try {
      if (proceed(connection, now)) {
        key.interestOps(connection.interest());
        return;
      }
    } catch (IOException e) {
      // The client reset the connection: there is nobody left to tell.
      tally.count(Drop.SEND_FAILED);
    } catch (RuntimeException | Error e) {
      tally.count(Drop.FAULT);
      faults.report("Answering DNS over TCP", e);
    }
    close(connection);
  }

  /** Sends, reads and answers as far as it goes now; false when the connection is over. */
  private boolean proceed(TcpConnection connection, long now) throws IOException {
    connection.sendRest(now);
    if (connection.isBlocked()) {
      return true;
    }
    input.clear();
    connection.restore(input, now);
    boolean ended = connection.channel().read(input) < 0;
    input.flip();
    output.clear();
    while (!connection.isBlocked() && holdsMessage()) {
      connection.messageComplete(now);
      if (!respond(connection.client())) {
        return false; // whoever sends what is no query speaks another protocol
      }
      if (output.remaining() < MAX_MESSAGE) {
        flush(connection, now);
      }
    }
    flush(connection, now);
    connection.keep(input);
    // Who has ended sending may still read: it is answered whatever it had sent whole before.
    return !ended || connection.isBlocked();
  }

  /** Whether a whole message lies at the position of the input. */
  private boolean holdsMessage() {
    return input.remaining() >= LENGTH_PREFIX && input.remaining() >= LENGTH_PREFIX + nextLength();
  }

  private int nextLength() {
    return input.getShort(input.position()) & 0xffff;
  }

  /** Moves one message from the input to its reply in the output; false when there is none. */
  private boolean respond(Client client) {
    int received = input.limit();
    int begin = input.position() + LENGTH_PREFIX;
    int end = begin + nextLength();
    int prefix = output.position();
    input.position(begin).limit(end);
    output.position(prefix + LENGTH_PREFIX);
    int length = responder.respond(client, input, output);
    input.limit(received).position(end);
    if (length == Responder.NO_REPLY) {
      return false;
    }
    output.putShort(prefix, (short) length);
    output.position(prefix + LENGTH_PREFIX + length);
    return true;
  }

  /** RFC 7766 section 8: a length and its message leave in one write. */
  private void flush(TcpConnection connection, long now) throws IOException {
    if (output.position() > 0) {
      connection.send(output.flip(), now);
      output.clear();
    }
  }

  private void sweep(long now) {
    if (now - lastSweep < SWEEP_NANOS) {
      return;
    }
    lastSweep = now;
    for (TcpConnection connection : List.copyOf(connections)) {
      TcpConnection.Overdue overdue = connection.overdue(now);
      if (overdue != null) {
        count(overdue);
        close(connection);
      }
    }
  }

  /** An idle client was denied no answer. */
  private void count(TcpConnection.Overdue overdue) {
    switch (overdue) {
      case IDLE -> {}
      case MESSAGE -> tally.count(Drop.SLOW_MESSAGE);
      case READER -> tally.count(Drop.SLOW_READER);
    }
  }

  private void close(TcpConnection connection) {
    connections.remove(connection);
    open.set(connections.size());
    Sockets.close(connection.channel());
  }
}
