package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.transport.linux.Datagrams;
import dev.rollcall.dns.transport.linux.LinuxSocket;
import java.util.concurrent.locks.LockSupport;

/**
 * One UDP socket and the thread that waits at it. Takes all queries that have come with one call,
 * and sends all their replies with another.
 */
final class LinuxUdpTransport implements Transport {
  /** Most datagrams of one call. */
  static final int MOST_AT_ONCE = 64;

  /** After a failure that may last, so that it does not take a whole core. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final LinuxSocket socket;
  private final Tally tally;
  private final Thread thread;
  private volatile boolean closing;

  // Owned by the thread.
  private final Responder responder;
  private final Datagrams queries;
  private final Datagrams replies;
  private final Client client = new Client();
  private final FaultLog faults = new FaultLog();

  private LinuxUdpTransport(LinuxSocket socket, Responder responder, Tally tally, String name) {
    this.socket = socket;
    this.responder = responder;
    this.tally = tally;
    this.queries = socket.datagrams(MOST_AT_ONCE, UdpSockets.QUERY_CAPACITY);
    this.replies = socket.datagrams(MOST_AT_ONCE, responder.maxReplyLength());
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Serves a bound socket on a thread of that name. */
  static LinuxUdpTransport start(
      LinuxSocket socket, Responder responder, Tally tally, String name) {
    var transport = new LinuxUdpTransport(socket, responder, tally, name);
    transport.thread.start();
    return transport;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    closing = true;
    socket.shutdown();
    Sockets.join(thread);
  }

  /** Nothing that a packet does ends the loop. */
  private void run() {
    try (socket) {
      while (!closing) {
        serveBatch();
      }
    }
  }

  private void serveBatch() {
    try {
      serve(socket.receive(queries));
    } catch (RuntimeException | Error e) {
      tally.count(Drop.FAULT);
      faults.report("Serving DNS over UDP", e);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void serve(int received) {
    if (closing) {
      return; // what woke the thread is no datagram
    }
    if (received < 0) {
      faults.report("Receiving DNS over UDP", LinuxSocket.receiveFailure(received));
      LockSupport.parkNanos(PAUSE_NANOS);
      return;
    }
    long arrival = System.nanoTime();
    int answered = 0;
    for (int i = 0; i < received; i++) {
      answered += answer(i, answered, arrival);
    }
    if (answered > 0) {
      send(answered);
      tally.countLatency(System.nanoTime() - arrival, answered);
    }
  }

  /** Answers a query in that place among the replies; returns how many there are to it. */
  private int answer(int query, int place, long arrival) {
    try {
      queries.locate(query, client);
      int length = responder.respond(client, queries.received(query), replies.room(place), arrival);
      if (length == Responder.NO_REPLY) {
        return 0;
      }
      replies.reply(place, length, queries, query);
      return 1;
    } catch (RuntimeException | Error e) {
      tally.count(Drop.FAULT);
      faults.report("Answering DNS over UDP", e);
      return 0;
    }
  }

  /** One that cannot be sent keeps no other from its client. */
  private void send(int answered) {
    int done = 0;
    while (done < answered) {
      int sent = socket.send(replies, done, answered);
      if (sent >= 0) {
        done += sent;
        continue;
      }
      tally.count(Drop.SEND_FAILED); // theirs to ask again
      if (LinuxSocket.isLack(sent)) {
        faults.report("Sending DNS over UDP", LinuxSocket.sendFailure(sent));
      }
      done++;
    }
  }
}
