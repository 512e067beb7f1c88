package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.tally.QueryType;
import org.xbill.DNS.Type;

/** A query as far as it could be read. Reused; owned by one thread. */
public final class Query {
  static final int HEADER_LENGTH = 12;

  /** What became of reading it. */
  public enum Reading {
    /** Not even a header. */
    TOO_SHORT,
    /** A response, or an answer of ours that came back. */
    RESPONSE,
    /** Another opcode than QUERY. */
    NOT_A_QUERY,
    MALFORMED,
    /** A version of EDNS other than 0. */
    UNKNOWN_EDNS,
    /** No question, but a cookie: RFC 7873 section 5.4. */
    COOKIE_ONLY,
    /** Signed with a key; none is known. */
    SIGNED,
    WELL_FORMED
  }

  private static final int OPCODE_BITS = 0x7800;
  private static final int RESPONSE_BIT = 0x8000;

  /** Octets after a record's owner: type, class, TTL, length. */
  private static final int RECORD_FIELDS_LENGTH = 10;

  /** An OPT and a signature; nothing else belongs into a query. */
  private static final int MAX_ADDITIONAL = 2;

  private static final int MAX_LABEL_LENGTH = 63;
  private static final int MALFORMED = Question.MALFORMED;

  private final Question question = new Question();
  private final Edns edns = new Edns();
  private final Signature signature = new Signature();
  private int id;
  private int flags;
  private int questions;
  private int answers;
  private int authorities;
  private int additionals;
  private int questionLength;

  /** No query, until one is read. */
  public Query() {}

  /** Reads the message of so many octets. */
  public Reading read(Octets message, int end) {
    questionLength = 0;
    edns.clear();
    signature.clear();
    if (end < HEADER_LENGTH) {
      return Reading.TOO_SHORT;
    }
    id = message.getShort(0);
    flags = message.getShort(2);
    if ((flags & RESPONSE_BIT) != 0) {
      return Reading.RESPONSE;
    }
    // Whatever becomes of it: RFC 6891 section 6.1.1 wants an OPT in the reply to an OPT.
    boolean isWhole = readSections(message, end);
    if ((flags & OPCODE_BITS) != 0) {
      return Reading.NOT_A_QUERY;
    }
    if (!isWhole || !areCountsOfQuery() || !edns.isWellFormed() || !signature.isSound()) {
      return Reading.MALFORMED;
    }
    if (edns.isPresent() && edns.version() != 0) {
      return Reading.UNKNOWN_EDNS;
    }
    if (questions == 0) {
      boolean cookieOnly = edns.hasCookie() && !signature.isPresent();
      return cookieOnly ? Reading.COOKIE_ONLY : Reading.MALFORMED;
    }
    return signature.isPresent() ? Reading.SIGNED : Reading.WELL_FORMED;
  }

  int id() {
    return id;
  }

  int flags() {
    return flags;
  }

  Question question() {
    return question;
  }

  /** Octets of the question, 0 when there is not one alone that could be read. */
  int questionLength() {
    return questionLength;
  }

  Edns edns() {
    return edns;
  }

  Signature signature() {
    return signature;
  }

  /** What is asked for, to be counted. */
  QueryType type() {
    return questionLength > 0 ? QueryType.of(question.type()) : QueryType.OTHER;
  }

  /** Reads all sections as far as it goes; false for what does not hold to its counts. */
  private boolean readSections(Octets message, int end) {
    questions = message.getShort(4);
    answers = message.getShort(6);
    authorities = message.getShort(8);
    additionals = message.getShort(10);
    int at = HEADER_LENGTH;
    for (int i = 0; i < questions && at != MALFORMED; i++) {
      at = question.read(message, at, end);
    }
    if (questions == 1 && at != MALFORMED) {
      questionLength = at - HEADER_LENGTH;
    }
    for (int i = 0; i < answers + authorities && at != MALFORMED; i++) {
      at = skipRecord(message, at, end);
    }
    for (int i = 0; i < additionals && at != MALFORMED; i++) {
      at = readAdditional(message, at, end);
    }
    return at == end;
  }

  private boolean areCountsOfQuery() {
    // RFC 9619 section 4: exactly one question, or none beside a cookie.
    if (questions > 1 || answers != 0 || additionals > MAX_ADDITIONAL) {
      return false;
    }
    // RFC 1995 section 3: IXFR carries the SOA record that the client has.
    return authorities <= (questions == 1 && question.type() == Type.IXFR ? 1 : 0);
  }

  private int readAdditional(Octets message, int position, int end) {
    int owner = skipName(message, position, end);
    int after = skipRecord(message, position, end);
    if (after == MALFORMED) {
      return MALFORMED;
    }
    signature.another();
    int type = message.getShort(owner);
    if (type == Type.OPT) {
      return readOpt(message, position, owner, after);
    }
    if (type == Type.TSIG) {
      signature.read(message, position, owner, after);
    }
    return after;
  }

  /** RFC 6891 section 6.1.1: one OPT record at most, and at the root. */
  private int readOpt(Octets message, int position, int owner, int after) {
    if (edns.isPresent() || owner != position + 1) {
      return MALFORMED;
    }
    edns.read(message, owner + 2, after);
    return after;
  }

  /** The position after a record, which is not looked into. */
  private static int skipRecord(Octets message, int position, int end) {
    int owner = skipName(message, position, end);
    if (owner == MALFORMED || end - owner < RECORD_FIELDS_LENGTH) {
      return MALFORMED;
    }
    int length = message.getShort(owner + RECORD_FIELDS_LENGTH - 2);
    int after = owner + RECORD_FIELDS_LENGTH + length;
    return after <= end ? after : MALFORMED;
  }

  /** The position after a name; a pointer ends it and is not followed. */
  static int skipName(Octets message, int position, int end) {
    int at = position;
    while (at < end) {
      int size = message.get(at) & 0xff;
      if (size == 0) {
        return at + 1;
      }
      if (size >= 0xc0) {
        return at + 2 <= end ? at + 2 : MALFORMED;
      }
      if (size > MAX_LABEL_LENGTH) {
        return MALFORMED;
      }
      at += 1 + size;
    }
    return MALFORMED;
  }
}
