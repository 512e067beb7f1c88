package dev.rollcall.dns.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.answer.Responder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers packets in buffers that are longer than they need to be, and sees to it that nothing is
 * touched but the room of the reply.
 */
final class WatchedResponder {
  /** The longest packet that the UDP transport takes. */
  static final int MAX_PACKET = 4096;

  /** Octets on either side that are nobody's. */
  private static final int MARGIN = 16;

  private static final byte GUARD = (byte) 0xa5;

  private final ServedZone zone;
  private final int mostOctets;
  private final ByteBuffer query = ByteBuffer.allocateDirect(MARGIN + MAX_PACKET + MARGIN);
  private final ByteBuffer response;
  private final ByteBuffer untouched;

  WatchedResponder(ServedZone zone, int mostOctets) {
    this.zone = zone;
    this.mostOctets = mostOctets;
    this.response = ByteBuffer.allocateDirect(MARGIN + mostOctets + MARGIN);
    this.untouched = ByteBuffer.allocateDirect(response.capacity());
    while (untouched.hasRemaining()) {
      untouched.put(GUARD);
    }
  }

  /** The reply to a packet of at most {@link #MAX_PACKET} octets, null for none. */
  byte @Nullable [] reply(byte[] packet) {
    place(packet);
    int length = respond();
    assertEquals(MARGIN, query.position());
    assertEquals(MARGIN + packet.length, query.limit());
    assertEquals(MARGIN, response.position());
    assertEquals(response.capacity(), response.limit());
    assertEquals(ByteBuffer.wrap(packet), query, "the query afterwards");
    int room = new SlowQuery(packet).limit(mostOctets);
    checkGuard(0, MARGIN);
    checkGuard(MARGIN + room, response.capacity());
    if (length == Responder.NO_REPLY) {
      checkGuard(0, response.capacity());
      return null;
    }
    byte[] reply = new byte[length];
    response.get(MARGIN, reply);
    return reply;
  }

  /** Puts a packet where {@link #respond} finds it. */
  void place(byte[] packet) {
    query.clear().position(MARGIN).limit(MARGIN + packet.length);
    query.put(MARGIN, packet);
    response.clear().put(untouched.clear()).clear().position(MARGIN);
  }

  /** Answers what was placed, without a look at anything. */
  int respond() {
    return zone.respondOverUdp(query, response);
  }

  private void checkGuard(int from, int to) {
    int difference = response.slice(from, to - from).mismatch(untouched.slice(from, to - from));
    assertEquals(-1, difference, () -> "written beyond the reply's room, from " + from);
  }
}
