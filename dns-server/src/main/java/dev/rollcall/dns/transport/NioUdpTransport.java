package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/** One UDP channel and the thread that waits at it, for one datagram after the other. */
final class NioUdpTransport implements Transport {
  /** After a failure that may last, so that it does not take a whole core. */
  private static final long PAUSE_NANOS = 1_000_000;

  private final DatagramChannel channel;
  private final Tally tally;
  private final Thread thread;

  // Owned by the thread.
  private final Responder responder;
  private final ByteBuffer query = ByteBuffer.allocateDirect(UdpSockets.QUERY_CAPACITY);
  private final ByteBuffer reply;
  private final Client client = new Client();
  private final FaultLog faults = new FaultLog();

  private NioUdpTransport(DatagramChannel channel, Responder responder, Tally tally, String name) {
    this.channel = channel;
    this.responder = responder;
    this.tally = tally;
    this.reply = ByteBuffer.allocateDirect(responder.maxReplyLength());
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Serves a bound socket in blocking mode on a thread of that name. */
  static NioUdpTransport start(
      DatagramChannel channel, Responder responder, Tally tally, String name) {
    var transport = new NioUdpTransport(channel, responder, tally, name);
    transport.thread.start();
    return transport;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    Sockets.close(channel);
    Sockets.join(thread);
  }

  /** Nothing that a packet does ends the loop. */
  private void run() {
    while (channel.isOpen()) {
      try {
        serveOne();
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        faults.report("Receiving DNS over UDP", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (RuntimeException | Error e) {
        tally.count(Drop.FAULT);
        faults.report("Serving DNS over UDP", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void serveOne() throws IOException {
    query.clear();
    SocketAddress sender = channel.receive(query);
    long received = System.nanoTime();
    query.flip();
    reply.clear();
    int length = answer(sender, received);
    if (length != Responder.NO_REPLY) {
      send(length, sender);
      tally.countLatency(System.nanoTime() - received, 1);
    }
  }

  /** Writes the reply; a fault is over with this query, and takes no time from the next ones. */
  private int answer(SocketAddress sender, long received) {
    try {
      if (sender instanceof InetSocketAddress address) {
        client.moveTo(address.getAddress());
      }
      return responder.respond(client, query, reply, received);
    } catch (RuntimeException | Error e) {
      tally.count(Drop.FAULT);
      faults.report("Answering DNS over UDP", e);
      return Responder.NO_REPLY;
    }
  }

  private void send(int length, SocketAddress receiver) throws ClosedChannelException {
    reply.limit(length);
    try {
      channel.send(reply, receiver);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      tally.count(
          Drop.SEND_FAILED); // an unreachable client, an ICMP error, no room: theirs to ask again
    }
  }
}
