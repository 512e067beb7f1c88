package dev.rollcall.dns.answer;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.Octets;
import java.nio.ByteBuffer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * The TSIG record of a query (RFC 8945), and the one that says that its key is not known: none is.
 * Reused; owned by one thread.
 */
final class Signature {
  /** Octets of two names and what stands between and behind them. */
  private static final int CAPACITY = 2 * 255 + 32;

  /** Octets of type, class, TTL and length. */
  private static final int FIELDS_LENGTH = 10;

  /** Octets of the time signed and the fudge. */
  private static final int TIME_LENGTH = 8;

  /** Octets of original id, error and other length, RFC 8945 section 4.2. */
  private static final int TRAILER_LENGTH = 6;

  private final ByteBuffer reply = ByteBuffer.allocate(CAPACITY);
  private boolean present;
  private boolean sound;

  void clear() {
    present = false;
    sound = true;
    reply.clear().limit(0);
  }

  boolean isPresent() {
    return present;
  }

  /** RFC 8945 section 5.1: whether it can be read, and no record follows it. */
  boolean isSound() {
    return sound;
  }

  /** Says that another record was read. */
  void another() {
    sound &= !present;
  }

  /**
   * Reads a TSIG record and prepares its reply.
   *
   * @param owner where the key's name begins
   * @param fields where the type stands
   */
  void read(Octets message, int owner, int fields, int end) {
    present = true;
    int algorithm = fields + FIELDS_LENGTH;
    int time = Query.skipName(message, algorithm, end);
    int trailer = trailer(message, time, end);
    sound &= trailer != Question.MALFORMED;
    if (sound && isName(message, owner, fields) && isName(message, algorithm, time)) {
      prepare(message, owner, fields, time, (short) message.getShort(trailer));
    }
  }

  /** Where the fields behind the MAC begin, when they end with the record. */
  private static int trailer(Octets message, int time, int end) {
    if (time == Question.MALFORMED || end - time < TIME_LENGTH + Short.BYTES) {
      return Question.MALFORMED;
    }
    int mac = message.getShort(time + TIME_LENGTH);
    int trailer = time + TIME_LENGTH + Short.BYTES + mac;
    if (end - trailer < TRAILER_LENGTH) {
      return Question.MALFORMED;
    }
    int other = message.getShort(trailer + 4);
    return trailer + TRAILER_LENGTH + other == end ? trailer : Question.MALFORMED;
  }

  /** Octets of the record in the reply; 0 when the names of the query cannot be repeated. */
  int length() {
    return reply.limit();
  }

  void writeTo(Octets message, int position) {
    message.put(position, reply.array(), 0, reply.limit());
  }

  /** RFC 8945 section 5.3.2: it is not signed, and repeats key, algorithm, time and id. */
  private void prepare(Octets message, int owner, int fields, int time, short id) {
    int algorithm = fields + FIELDS_LENGTH;
    reply.clear();
    copy(message, owner, fields);
    reply.putShort((short) Type.TSIG).putShort((short) DClass.ANY).putInt(0);
    reply.putShort((short) (time - algorithm + TIME_LENGTH + Short.BYTES + TRAILER_LENGTH));
    copy(message, algorithm, time + TIME_LENGTH);
    reply.putShort((short) 0); // of the MAC
    reply.putShort(id).putShort((short) Rcode.BADKEY).putShort((short) 0);
    reply.flip();
  }

  private void copy(Octets message, int from, int to) {
    message.get(from, reply.array(), reply.position(), to - from);
    reply.position(reply.position() + to - from);
  }

  /** Whether a name of legal length stands there that ends with the root, not with a pointer. */
  private static boolean isName(Octets message, int start, int end) {
    boolean spelledOut = message.get(end - 1) == 0 && (message.get(end - 2) & 0xc0) != 0xc0;
    return spelledOut && end - start <= DomainName.MAX_LENGTH;
  }
}
