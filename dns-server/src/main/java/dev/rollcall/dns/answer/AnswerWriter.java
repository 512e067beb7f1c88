package dev.rollcall.dns.answer;

import dev.rollcall.dns.zone.Bundle;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.WireRecord;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes one reply, never beyond its limit: the question, then records as far as they fit. Room for
 * the OPT record is kept from the start. Reused; owned by one thread.
 */
final class AnswerWriter {
  // RFC 1035 section 4.1.1: the bits of the header's second word.
  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  // RFC 4035 section 3.1.6: CD and AD are clear in authoritative replies.
  private static final int COPIED = 0x7800 | 0x0100; // opcode, RD

  /** RFC 1035 section 4.1.4: an offset beyond 14 bits cannot be pointed to. */
  private static final int POINTER_LIMIT = 0x4000;

  private final OptWriter opt;
  private final boolean mayTruncate;
  private final int[] positions = new int[RecordSet.MAX_ANSWERED];

  private ByteBuffer message = ByteBuffer.allocate(0);
  private int start;
  private int position;
  private int end;
  private int answers;
  private int authorities;
  private int additionals;
  private boolean authoritative;
  private boolean truncated;
  private int reserved;

  /**
   * @param opt writes the OPT record
   * @param mayTruncate whether a client that is not given all can come back for more, over TCP
   */
  AnswerWriter(OptWriter opt, boolean mayTruncate) {
    this.opt = opt;
    this.mayTruncate = mayTruncate;
  }

  /**
   * Begins a reply of at most {@code limit} octets at the position of {@code response}, with the
   * question as it was asked, octet by octet.
   */
  void begin(Query query, ByteBuffer asked, ByteBuffer response, int limit) {
    message = response;
    start = response.position();
    reserved = opt.begin(query.edns());
    end = start + limit - reserved;
    answers = 0;
    authorities = 0;
    additionals = 0;
    authoritative = false;
    truncated = false;
    position = start + Query.HEADER_LENGTH;
    int length = query.questionLength();
    response.put(position, asked, asked.position() + Query.HEADER_LENGTH, length);
    position += length;
  }

  /** Says that the answer is the zone's own. */
  void markAuthoritative() {
    authoritative = true;
  }

  boolean isTruncated() {
    return truncated;
  }

  /**
   * Answers with a set, then with what belongs to its records. Of a set that does not fit, with as
   * many records as do: truncated, or where that leads nowhere as a window that goes round.
   */
  void answer(RecordSet set) {
    int lead = mayTruncate && position + set.octets() > end ? set.leadOfCut() : set.lead();
    int wanted = Math.min(set.size(), RecordSet.MAX_ANSWERED);
    while (answers < wanted) {
      WireRecord record = set.record(inRing(lead + answers, set.size()));
      if (position + record.length() > end) {
        truncated = mayTruncate; // RFC 2181 section 9: a set that was asked for is not whole
        return;
      }
      record.writeTo(message, position);
      positions[answers++] = position;
      position += record.length();
    }
    if (set.hasBundles()) {
      addBundles(set, lead);
    }
  }

  /** Puts a record into the authority section, owned by the last octets of the question's name. */
  void authority(WireRecord record, int ownerLength, Question question) {
    int owner = Query.HEADER_LENGTH + question.name().length() - ownerLength;
    record.writeTo(message, position, owner);
    position += record.length();
    authorities++;
  }

  /** Says more about an error, if the client can be told. */
  void explain(int infoCode) {
    opt.explain(infoCode);
  }

  /** Ends the reply; returns its length in octets. */
  int finish(Query query, Rcode rcode) {
    if (query.edns().isPresent()) {
      position = opt.write(message, position, end + reserved, query.edns(), rcode);
      additionals++;
    }
    int flags =
        RESPONSE
            | (query.flags() & COPIED)
            | (authoritative ? AUTHORITATIVE : 0)
            | (truncated ? TRUNCATED : 0)
            | rcode.headerBits();
    message.putShort(start, (short) query.id());
    message.putShort(start + 2, (short) flags);
    message.putShort(start + 4, (short) (query.questionLength() > 0 ? 1 : 0));
    message.putShort(start + 6, (short) answers);
    message.putShort(start + 8, (short) authorities);
    message.putShort(start + 10, (short) additionals);
    return position - start;
  }

  /** Adds what each record that was answered brings along, as far as there is room. */
  private void addBundles(RecordSet set, int lead) {
    int offset = RecordSet.targetOffset(set.type());
    for (int i = 0; i < answers; i++) {
      List<Bundle> bundles = set.bundles(inRing(lead + i, set.size()));
      for (int j = 0; j < bundles.size(); j++) {
        addWhole(bundles.get(j), positions[i] + offset);
      }
    }
  }

  /** Adds a bundle of the target that stands in the message from {@code target} on, if it fits. */
  private void addWhole(Bundle bundle, int target) {
    int before = position;
    int first = before + ownerLength(target);
    // What the first record points to stands right behind its header and numbers.
    int beyond = first - WireRecord.POINTER_LENGTH + RecordSet.targetOffset(Type.SRV);
    if (addAll(bundle.ofTarget(), target) && addAll(bundle.beyond(), beyond)) {
      additionals += bundle.ofTarget().size() + bundle.beyond().size();
    } else {
      position = before; // RFC 2181 section 9: what is optional comes whole or not at all
    }
  }

  /** Writes those records, whose owner stands in the message from {@code owner} on, if all fit. */
  private boolean addAll(List<WireRecord> records, int owner) {
    for (int i = 0; i < records.size(); i++) {
      WireRecord record = records.get(i);
      int length = ownerLength(owner);
      if (position + record.length() - WireRecord.POINTER_LENGTH + length > end) {
        return false;
      }
      if (isPointable(owner)) {
        record.writeTo(message, position, owner - start);
      } else {
        message.put(position, message, owner, length);
        record.writeWithoutOwner(message, position + length);
      }
      position += record.length() - WireRecord.POINTER_LENGTH + length;
    }
    return true;
  }

  /** Octets that a record's owner takes, which stands whole from {@code owner} on. */
  private int ownerLength(int owner) {
    if (isPointable(owner)) {
      return WireRecord.POINTER_LENGTH;
    }
    int at = owner;
    while (message.get(at) != 0) {
      at += 1 + message.get(at);
    }
    return at + 1 - owner;
  }

  private boolean isPointable(int owner) {
    return owner - start < POINTER_LIMIT;
  }

  private static int inRing(int index, int size) {
    return index < size ? index : index - size;
  }
}
