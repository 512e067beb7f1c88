package dev.rollcall.dns.fuzz;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xbill.DNS.Type;

/** A query read once more, simply: what has to become of it, and what its reply has to repeat. */
final class SlowQuery {
  /** What a server has to do. */
  enum Duty {
    BE_SILENT,
    SAY_NOTIMP,
    SAY_FORMERR,
    SAY_BADVERS,
    ANSWER
  }

  static final int HEADER_LENGTH = 12;
  private static final int MAX_NAME = 255;
  private static final int MAX_LABEL = 63;
  private static final int POINTER = 0xc0;
  private static final int COOKIE = 10;
  private static final int MIN_LIMIT = 512;

  private final byte[] octets;
  private final ByteBuffer in;
  private int flags;
  private int questions;
  private int questionEnd;
  private int questionType;
  private boolean opt;
  private boolean optionsBroken;
  private boolean cookie;
  private boolean signed;
  private int payload;
  private int version;
  private boolean dnssecOk;
  private final Duty duty;

  SlowQuery(byte[] octets) {
    this.octets = octets;
    this.in = ByteBuffer.wrap(octets);
    this.duty = read();
  }

  Duty duty() {
    return duty;
  }

  int flags() {
    return flags;
  }

  /** The question as it came, nothing when not exactly one could be read. */
  byte[] question() {
    return questions == 1 && questionEnd > 0
        ? Arrays.copyOfRange(octets, HEADER_LENGTH, questionEnd)
        : new byte[0];
  }

  /** Whether there is an OPT record with all before it readable. */
  boolean hasOpt() {
    return opt;
  }

  /** RFC 7873 section 5.2: a cookie of a wrong length is FORMERR; also 5.4: no question is fine. */
  boolean hasCookie() {
    return cookie;
  }

  /** Whether it has a signature, which no key of the server's can have made. */
  boolean isSigned() {
    return signed;
  }

  boolean isDnssecOk() {
    return dnssecOk;
  }

  /** The longest reply over UDP of a server that sends {@code most} octets. */
  int limit(int most) {
    return opt ? Math.min(Math.max(payload, MIN_LIMIT), most) : MIN_LIMIT;
  }

  private Duty read() {
    if (octets.length < HEADER_LENGTH) {
      return Duty.BE_SILENT;
    }
    in.getShort();
    flags = word();
    if ((flags & 0x8000) != 0) {
      return Duty.BE_SILENT;
    }
    questions = word();
    int answers = word();
    int authorities = word();
    int additionals = word();
    boolean whole = readsWhole(answers + authorities, additionals);
    if ((flags & 0x7800) != 0) {
      return Duty.SAY_NOTIMP;
    }
    boolean onlyVersion = whole && questions == 0 && answers + authorities == 0 && additionals <= 2;
    if (onlyVersion && opt && version != 0) {
      return Duty.SAY_BADVERS; // there is no question either that it could be wrong about
    }
    int allowedAuthorities = questionType == Type.IXFR ? 1 : 0;
    if (!whole
        || questions != 1
        || answers > 0
        || authorities > allowedAuthorities
        || additionals > 2) {
      return Duty.SAY_FORMERR;
    }
    if (opt && version != 0) {
      return Duty.SAY_BADVERS;
    }
    return optionsBroken ? Duty.SAY_FORMERR : Duty.ANSWER;
  }

  private boolean readsWhole(int records, int additionals) {
    try {
      for (int i = 0; i < questions; i++) {
        readQuestion();
      }
      for (int i = 0; i < records; i++) {
        readRecord(false);
      }
      for (int i = 0; i < additionals; i++) {
        readRecord(true);
      }
      return !in.hasRemaining();
    } catch (BufferUnderflowException | UnreadableException e) {
      return false;
    }
  }

  private void readQuestion() throws UnreadableException {
    int start = in.position();
    for (int size = octet(); size != 0; size = octet()) {
      require(size <= MAX_LABEL);
      skip(size);
    }
    require(in.position() - start <= MAX_NAME);
    questionType = word();
    word();
    questionEnd = in.position();
  }

  private void readRecord(boolean additional) throws UnreadableException {
    boolean root = skipOwner();
    int type = word();
    int recordClass = word();
    int time = in.getInt();
    ByteBuffer data = in.slice(in.position() + 2, lengthAhead());
    skip(2 + data.remaining());
    signed |= additional && type == Type.TSIG;
    if (additional && type == Type.OPT) {
      require(root && !opt);
      opt = true;
      payload = recordClass;
      version = time >>> 16 & 0xff;
      dnssecOk = (time & 0x8000) != 0;
      readOptions(data);
    }
  }

  /** An owner that is no OPT's means nothing to a server: passed over, and not judged. */
  private boolean skipOwner() throws UnreadableException {
    int start = in.position();
    int size = octet();
    while (size != 0 && size < POINTER) {
      require(size <= MAX_LABEL);
      skip(size);
      size = octet();
    }
    if (size != 0) {
      octet();
    }
    return in.position() == start + 1;
  }

  private void readOptions(ByteBuffer data) {
    try {
      while (data.hasRemaining()) {
        cookie |= data.getShort() == COOKIE;
        int length = data.getShort() & 0xffff;
        data.get(new byte[length]);
      }
    } catch (BufferUnderflowException e) {
      optionsBroken = true;
    }
  }

  private int lengthAhead() throws UnreadableException {
    require(in.remaining() >= 2);
    int length = in.getShort(in.position()) & 0xffff;
    require(length <= in.remaining() - 2);
    return length;
  }

  private void skip(int count) throws UnreadableException {
    require(count <= in.remaining());
    in.position(in.position() + count);
  }

  private int octet() {
    return in.get() & 0xff;
  }

  private int word() {
    return in.getShort() & 0xffff;
  }

  private static void require(boolean condition) throws UnreadableException {
    if (!condition) {
      throw new UnreadableException();
    }
  }

  /** What follows cannot be found. */
  private static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
