package dev.rollcall.dns.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.transport.TcpFraming;
import dev.rollcall.dns.transport.TcpFraming.Pause;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** What comes over a connection, cut anywhere: the replies are those to its messages one by one. */
public final class FramingTarget {
  private static final Client CLIENT = Client.at(InetAddress.ofLiteral("192.0.2.1"));
  private static final int PREFIX = 2;

  /** Most places where the stream is cut. */
  private static final int MOST_CUTS = 16;

  private static final ServedZone ZONE = FuzzedZone.withoutTurns(policy());
  private static final TcpFraming FRAMING = ZONE.framing();

  private static final ByteBuffer REPLY = ByteBuffer.allocateDirect(TcpFraming.MAX_MESSAGE);
  private static final ByteBuffer INPUT = ByteBuffer.allocateDirect(TcpFraming.MAX_MESSAGE);

  /** Full soon, with little more room than has to be left. */
  private static final ByteBuffer OUTPUT = ByteBuffer.allocateDirect(TcpFraming.MAX_MESSAGE + 99);

  private FramingTarget() {}

  /** Called by the fuzzer before it counts what is reached. */
  public static void fuzzerInitialize() {
    check(new byte[1]);
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] octets) {
    check(octets);
  }

  /** The first octet says how many pieces there are before the last, the next how long they are. */
  static void check(byte[] octets) {
    var input = new FuzzInput(octets);
    int[] cuts = new int[input.octet() % MOST_CUTS];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = input.octet();
    }
    byte[] stream = input.rest();
    var expected = new ByteArrayOutputStream();
    int used = oneByOne(ByteBuffer.wrap(stream), expected);
    var actual = new ByteArrayOutputStream();
    assertEquals(used, inPieces(new FuzzInput(stream), cuts, actual), "octets that were used");
    assertArrayEquals(expected.toByteArray(), actual.toByteArray());
  }

  /** Returns how many octets were used, up to and with the first message that is no query. */
  private static int oneByOne(ByteBuffer stream, ByteArrayOutputStream replies) {
    while (stream.remaining() >= PREFIX
        && stream.remaining() - PREFIX >= (stream.getShort(stream.position()) & 0xffff)) {
      int length = stream.getShort() & 0xffff;
      int reply = ZONE.respondOverTcp(stream.slice(stream.position(), length), REPLY.clear());
      stream.position(stream.position() + length);
      if (reply == Responder.NO_REPLY) {
        break;
      }
      replies.write(reply >> 8);
      replies.write(reply);
      replies.writeBytes(octets(REPLY.limit(reply)));
    }
    return stream.position();
  }

  private static int inPieces(FuzzInput stream, int[] cuts, ByteArrayOutputStream replies) {
    INPUT.clear();
    int used = 0;
    for (int piece = 0; piece <= cuts.length; piece++) {
      INPUT.put(piece < cuts.length ? stream.take(cuts[piece]) : stream.rest()).flip();
      Pause pause = answer(replies);
      used += INPUT.position();
      if (pause == Pause.NO_QUERY) {
        return used;
      }
      INPUT.compact();
    }
    return used;
  }

  private static Pause answer(ByteArrayOutputStream replies) {
    Pause pause;
    do {
      OUTPUT.clear();
      pause = FRAMING.answer(CLIENT, INPUT, OUTPUT, 0);
      replies.writeBytes(octets(OUTPUT.flip()));
    } while (pause == Pause.OUTPUT_FULL);
    return pause;
  }

  private static byte[] octets(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    return octets;
  }

  /** The clock of cookies stands still. */
  private static ReplyPolicy policy() {
    ReplyPolicy open = ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD);
    InstantSource clock = InstantSource.fixed(ServedZone.STARTED);
    return new ReplyPolicy(
        open.udpPayload(),
        open.access(),
        open.rateLimit(),
        open.slip(),
        open.cookies(),
        clock,
        open.identity(),
        open.localities(),
        open.trustedResolvers());
  }
}
