package dev.rollcall.dns.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.transport.TcpFraming.Pause;
import dev.rollcall.dns.zone.Zones;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Octets in, octets out; all questions are refused, as there is no zone. */
class TcpFramingTest {
  private static final Client CLIENT = Client.at(InetAddress.ofLiteral("192.0.2.1"));

  private final TcpFraming framing =
      new TcpFraming(Responder.overTcp(Zones.of(), new Tally(), ReplyPolicy.open(1232), () -> 100));
  private final ByteBuffer output = ByteBuffer.allocate(2 * TcpFraming.MAX_MESSAGE);

  @Test
  void messagesAreAnsweredHoweverTheyAreCut() {
    byte[] stream = queries(50);
    var random = new Random(7);
    for (int run = 0; run < 100; run++) {
      output.clear();
      ByteBuffer input = ByteBuffer.allocate(stream.length);
      int answered = 0;
      for (int at = 0; at < stream.length; ) {
        int chunk = Math.min(1 + random.nextInt(90), stream.length - at);
        input.put(stream, at, chunk).flip();
        at += chunk;
        assertEquals(Pause.INPUT_USED, framing.answer(CLIENT, input, output, 0));
        answered += framing.answered();
        input.compact();
      }
      assertEquals(50, answered);
      assertEquals(0, input.position());
      checkReplies(50);
    }
  }

  @Test
  void waitsWhileTheOutputIsFull() {
    ByteBuffer input = ByteBuffer.wrap(queries(3));
    output.position(output.capacity() - TcpFraming.MAX_MESSAGE);
    assertEquals(Pause.OUTPUT_FULL, framing.answer(CLIENT, input, output, 0));
    assertEquals(1, framing.answered());
    output.clear();
    assertEquals(Pause.INPUT_USED, framing.answer(CLIENT, input, output, 0));
    assertEquals(2, framing.answered());
  }

  @Test
  void endsAtWhatIsNoQueryAndKeepsTheRepliesBefore() {
    byte[] stream = queries(2);
    ByteBuffer input = ByteBuffer.allocate(stream.length + 9).put(stream);
    input.putShort((short) 2).put(new byte[7]).flip();
    assertEquals(Pause.NO_QUERY, framing.answer(CLIENT, input, output, 0));
    assertEquals(2, framing.answered());
    checkReplies(2);
  }

  @Test
  void aMessageOfNoOctetsIsNoQuery() {
    assertEquals(Pause.NO_QUERY, framing.answer(CLIENT, ByteBuffer.allocate(2), output, 0));
  }

  private void checkReplies(int count) {
    ByteBuffer replies = output.duplicate().flip();
    for (int id = 0; id < count; id++) {
      int length = replies.getShort();
      assertEquals(id, replies.getShort(replies.position()));
      replies.position(replies.position() + length);
    }
    assertEquals(0, replies.remaining());
  }

  private static byte[] queries(int count) {
    var stream = new ByteArrayOutputStream();
    for (int id = 0; id < count; id++) {
      Name name = Name.fromConstantString("n" + id + ".example.");
      Message query = Message.newQuery(Record.newRecord(name, Type.A, DClass.IN));
      query.getHeader().setID(id);
      byte[] octets = query.toWire();
      stream.writeBytes(ByteBuffer.allocate(2).putShort((short) octets.length).array());
      stream.writeBytes(octets);
    }
    return stream.toByteArray();
  }
}
