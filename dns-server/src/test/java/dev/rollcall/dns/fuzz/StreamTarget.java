package dev.rollcall.dns.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.transport.TcpFraming;
import dev.rollcall.dns.transport.TcpFraming.Pause;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Any octets at all, over a TCP connection, in pieces of any length. */
public final class StreamTarget {
  private static final Client CLIENT = Client.at(InetAddress.ofLiteral("192.0.2.1"));
  private static final TcpFraming FRAMING = FuzzedZone.serve().framing();
  private static final int HEADER_LENGTH = 12;

  private static final ByteBuffer INPUT = ByteBuffer.allocateDirect(2 * TcpFraming.MAX_MESSAGE);
  private static final ByteBuffer OUTPUT = ByteBuffer.allocateDirect(2 * TcpFraming.MAX_MESSAGE);

  /** What a client sees of an answered stream: ids and flags, as the records are rotated. */
  private record Outcome(List<Integer> replies, boolean ended, int unanswered) {}

  private StreamTarget() {}

  /** Called by the fuzzer before it counts what is reached. */
  public static void fuzzerInitialize() {
    check(new byte[1]);
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] octets) {
    check(octets);
  }

  /** The first octet says how long the pieces are; the same is answered as to one alone. */
  static void check(byte[] octets) {
    var input = new FuzzInput(octets);
    int piece = 1 + input.octet();
    byte[] stream = input.take(TcpFraming.MAX_MESSAGE);
    assertEquals(answered(stream, Math.max(1, stream.length)), answered(stream, piece));
  }

  private static Outcome answered(byte[] stream, int piece) {
    var replies = new ArrayList<Integer>();
    INPUT.clear();
    boolean ended = false;
    for (int at = 0; at < stream.length && !ended; at += piece) {
      INPUT.put(stream, at, Math.min(piece, stream.length - at)).flip();
      ended = answer(replies);
      INPUT.compact();
    }
    return new Outcome(replies, ended, ended ? 0 : INPUT.position());
  }

  /** Answers what has come as a transport does; returns whether that was the end. */
  private static boolean answer(List<Integer> replies) {
    Pause pause;
    do {
      OUTPUT.clear();
      pause = FRAMING.answer(CLIENT, INPUT, OUTPUT, 0);
      assertEquals(FRAMING.answered(), take(OUTPUT.flip(), replies));
    } while (pause == Pause.OUTPUT_FULL);
    return pause == Pause.NO_QUERY;
  }

  private static int take(ByteBuffer output, List<Integer> replies) {
    int taken = 0;
    while (output.hasRemaining()) {
      int length = output.getShort() & 0xffff;
      assertTrue(length >= HEADER_LENGTH && length <= output.remaining(), () -> "length " + length);
      replies.add(output.getInt(output.position()));
      output.position(output.position() + length);
      taken++;
    }
    return taken;
  }
}
