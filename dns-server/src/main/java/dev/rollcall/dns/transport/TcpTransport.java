package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Tally;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * All TCP clients of a server on one thread (RFC 7766). Messages that came together are answered
 * together, in one write; while a client does not take its answers, nothing more is read from it.
 */
final class TcpTransport implements Transport {
  /** How late the end of a limit is noticed at most. */
  private static final long SWEEP_MILLIS = 50;

  private static final long SWEEP_NANOS = Duration.ofMillis(SWEEP_MILLIS).toNanos();

  private final Selector selector;
  private final List<ServerSocketChannel> listeners;
  private final TcpLimits limits;
  private final Tally tally;
  private final Thread thread;
  private final Admission admission;
  private volatile boolean closing;

  // Owned by the thread.
  private final TcpFraming framing;
  private final ByteBuffer input = ByteBuffer.allocateDirect(TcpFraming.MAX_MESSAGE);
  private final ByteBuffer output = ByteBuffer.allocateDirect(2 * TcpFraming.MAX_MESSAGE);
  private final FaultLog faults = new FaultLog();
  private long lastSweep = System.nanoTime();

  private TcpTransport(
      Selector selector,
      List<ServerSocketChannel> listeners,
      TcpLimits limits,
      Admission admission,
      Responder responder,
      Tally tally) {
    this.selector = selector;
    this.listeners = List.copyOf(listeners);
    this.limits = limits;
    this.admission = admission;
    this.framing = new TcpFraming(responder);
    this.tally = tally;
    this.thread = Thread.ofPlatform().name("rollcall-dns-tcp-0").daemon().unstarted(this::run);
  }

  /** Serves bound sockets. */
  static TcpTransport start(
      List<ServerSocketChannel> listeners,
      TcpLimits limits,
      Admission admission,
      Responder responder,
      Tally tally)
      throws IOException {
    var transport =
        new TcpTransport(Selector.open(), listeners, limits, admission, responder, tally);
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
    return admission.size();
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
        selector.select(this::handle, admission.size() == 0 ? 0 : SWEEP_MILLIS);
        sweep(System.nanoTime());
      } catch (IOException | RuntimeException | Error e) {
        tally.count(Drop.FAULT);
        faults.report("Waiting for DNS over TCP", e);
      }
    }
    admission.all().forEach(connection -> Sockets.close(connection.channel()));
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
      letGo(admission.longestSilent(now), Drop.CONNECTION_LIMIT); // no file descriptor is left
    }
  }

  private void admit(SocketChannel channel, long now) throws IOException {
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Client client = Client.at(channel.socket().getInetAddress());
      var connection = new TcpConnection(channel, client, limits, now);
      makeRoomFor(client.prefix(), now);
      channel.register(selector, SelectionKey.OP_READ, connection);
      admission.add(connection);
    } catch (IOException e) {
      Sockets.close(channel);
      throw e;
    }
  }

  /** Who takes more than its share closes connections of its own. */
  private void makeRoomFor(long prefix, long now) {
    if (admission.isFullFor(prefix)) {
      letGo(admission.longestSilent(prefix, now), Drop.PREFIX_LIMIT);
    }
    if (admission.isFull()) {
      letGo(admission.longestSilent(now), Drop.CONNECTION_LIMIT);
    }
  }

  /** Closes that connection; without any, waits a little. */
  private void letGo(Optional<TcpConnection> silent, Drop reason) {
    silent.ifPresentOrElse(
        connection -> {
          tally.count(reason);
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
    TcpFraming.Pause pause;
    do {
      output.clear();
      pause = framing.answer(connection.client(), input, output, now);
      flush(connection, now);
    } while (pause == TcpFraming.Pause.OUTPUT_FULL && !connection.isBlocked());
    connection.keep(input);
    if (pause == TcpFraming.Pause.NO_QUERY) {
      return false;
    }
    // Who has ended sending may still read: it is answered whatever it had sent whole before.
    return !ended || connection.isBlocked();
  }

  /** RFC 7766 section 8: a length and its message leave in one write. */
  private void flush(TcpConnection connection, long now) throws IOException {
    if (framing.answered() == 0) {
      return;
    }
    connection.messageComplete(now);
    connection.send(output.flip(), now);
    tally.countLatency(System.nanoTime() - now, framing.answered());
  }

  private void sweep(long now) {
    if (now - lastSweep < SWEEP_NANOS) {
      return;
    }
    lastSweep = now;
    long idle = admission.idle();
    for (TcpConnection connection : admission.all()) {
      TcpConnection.Overdue overdue = connection.overdue(now, idle);
      if (overdue != null) {
        count(overdue);
        close(connection);
      }
    }
  }

  private void count(TcpConnection.Overdue overdue) {
    switch (overdue) {
      case IDLE -> tally.count(Drop.IDLE);
      case MESSAGE -> tally.count(Drop.SLOW_MESSAGE);
      case READER -> tally.count(Drop.SLOW_READER);
    }
  }

  private void close(TcpConnection connection) {
    admission.remove(connection);
    Sockets.close(connection.channel());
  }
}
