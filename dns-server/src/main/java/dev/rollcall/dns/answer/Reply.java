package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.Piece;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.tally.Rcode;

/**
 * The octets of one reply, never beyond its limit: header, question, then records as far as they
 * fit. Room for the OPT record is kept from the start. Reused; owned by one thread.
 */
final class Reply {
  // RFC 1035 section 4.1.1: the bits of the header's second word.
  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  // RFC 4035 section 3.1.6: CD and AD are clear in authoritative replies.
  private static final int COPIED = 0x7800 | 0x0100; // opcode, RD

  private final OptWriter opt;
  private final boolean mayTruncate;

  private final Octets message;
  private int position;
  private int end;
  private int answers;
  private int authorities;
  private int additionals;
  private boolean authoritative;
  private boolean truncated;
  private int reserved;

  /**
   * @param capacity the most octets
   * @param opt writes the OPT record
   * @param mayTruncate whether a client that is not given all can come back for more, over TCP
   */
  Reply(int capacity, OptWriter opt, boolean mayTruncate) {
    this.message = new Octets(capacity);
    this.opt = opt;
    this.mayTruncate = mayTruncate;
  }

  /**
   * Begins a reply of at most {@code limit} octets, with the question as it was asked, octet by
   * octet.
   */
  void begin(Query query, Octets asked, int limit) {
    reserved = opt.begin(query.edns());
    end = limit - reserved;
    answers = 0;
    authorities = 0;
    additionals = 0;
    authoritative = false;
    truncated = false;
    position = Query.HEADER_LENGTH;
    int length = query.questionLength();
    message.put(position, asked, Query.HEADER_LENGTH, length);
    position += length;
  }

  /** What holds the reply, from 0 up to {@link #position}. */
  Octets message() {
    return message;
  }

  /** Where the next record will stand. */
  int position() {
    return position;
  }

  /** Whether so many octets more do. */
  boolean fits(int octets) {
    return position + octets <= end;
  }

  /** Says that all before that position is written. */
  void continueAt(int next) {
    position = next;
  }

  /** Says that the answer is the zone's own. */
  void markAuthoritative() {
    authoritative = true;
  }

  /** Says that there is more over TCP. */
  void markTruncated() {
    truncated = true;
  }

  /** Says that something is missing that must not be, to who can have it over TCP. */
  void cutShort() {
    truncated |= mayTruncate;
  }

  /** Says that what is missing is not missed. */
  void passForWhole() {
    truncated = false;
  }

  boolean mayTruncate() {
    return mayTruncate;
  }

  boolean isTruncated() {
    return truncated;
  }

  /** Says more about an error, if the client can be told. */
  void explain(int infoCode) {
    opt.explain(infoCode);
  }

  /** Writes a record that must not be missing, owned by the name that stands at {@code owner}. */
  boolean add(WireRecord record, int owner) {
    if (!fits(record.length())) {
      cutShort(); // RFC 2181 section 9
      return false;
    }
    record.writeTo(message, position);
    if (owner != Query.HEADER_LENGTH) {
      WireRecord.writeOwner(message, position, owner);
    }
    position += record.length();
    return true;
  }

  /**
   * Answers with records of the question's name and with what they bring along, as far as that can
   * be had from the piece; returns how many records those are.
   */
  int add(Piece piece, int lead, int wanted) {
    int records = piece.fitting(wanted, end - position);
    if (records > 0) {
      position += piece.writeTo(message, position, lead, records);
      answers += records;
      additionals += piece.additionals();
    }
    return records;
  }

  void countAnswer() {
    answers++;
  }

  void countAuthority() {
    authorities++;
  }

  void countAdditionals(int records) {
    additionals += records;
  }

  /** Ends the reply; returns its length in octets. */
  int finish(Query query, Rcode rcode) {
    if (query.edns().isPresent()) {
      position = opt.write(message, position, end + reserved, query.edns(), rcode);
      additionals++;
    }
    if (rcode == Rcode.NOTAUTH) {
      writeSignature(query.signature());
    }
    int flags =
        RESPONSE
            | (query.flags() & COPIED)
            | (authoritative ? AUTHORITATIVE : 0)
            | (truncated ? TRUNCATED : 0)
            | rcode.headerBits();
    message.putShort(0, query.id());
    message.putShort(2, flags);
    message.putShort(4, query.questionLength() > 0 ? 1 : 0);
    message.putShort(6, answers);
    message.putShort(8, authorities);
    message.putShort(10, additionals);
    return position;
  }

  /** The last record of all, where it fits. */
  private void writeSignature(Signature signature) {
    int length = signature.length();
    if (length > 0 && position + length <= end + reserved) {
      signature.writeTo(message, position);
      position += length;
      additionals++;
    }
  }
}
