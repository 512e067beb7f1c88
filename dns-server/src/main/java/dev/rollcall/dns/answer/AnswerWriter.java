package dev.rollcall.dns.answer;

import dev.rollcall.dns.zone.Bundle;
import dev.rollcall.dns.zone.Delegation;
import dev.rollcall.dns.zone.DomainName;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.SoughtName;
import dev.rollcall.dns.zone.TagSelection;
import dev.rollcall.dns.zone.WireRecord;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

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

  /** How often an alias is followed; no chain of more means anything. */
  private static final int MAX_LINKS = 16;

  private final OptWriter opt;
  private final boolean mayTruncate;
  private final int[] positions = new int[RecordSet.MAX_ANSWERED];

  /** Where the names stand from which the answer went on. */
  private final int[] owners = new int[MAX_LINKS];

  /** The DNAME sets by which it did, null for a CNAME. */
  private final @Nullable RecordSet[] redirections = new @Nullable RecordSet[MAX_LINKS];

  private ByteBuffer message = ByteBuffer.allocate(0);
  private int start;
  private int position;
  private int end;
  private int owner; // where the name stands that is looked for now, from the start
  private int links;
  private @Nullable RecordSet redirection; // by which the next link is made
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
    owner = Query.HEADER_LENGTH;
    links = 0;
    redirection = null;
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
   *
   * @return whether all was written that belongs into the answer
   */
  boolean answer(RecordSet set) {
    boolean asksAgain = mayTruncate && !set.isSubset();
    int lead = asksAgain && position + set.octets() > end ? set.leadOfCut() : set.lead();
    int wanted = Math.min(set.size(), set.limit());
    for (int i = 0; i < wanted; i++) {
      if (!answer(set.record(inRing(lead + i, set.size())), i)) {
        truncated &= !set.isSubset() || i == 0; // nothing at all is no subset
        return false;
      }
    }
    if (set.hasBundles()) {
      int offset = RecordSet.targetOffset(set.type());
      for (int i = 0; i < wanted; i++) {
        addBundles(set.bundles(inRing(lead + i, set.size())), positions[i] + offset);
      }
    }
    return true;
  }

  /** Answers with the records of that type that were selected, in the same way. */
  void answer(TagSelection selection, int type) {
    for (int i = 0; i < selection.size(); i++) {
      if (!answer(selection.record(i), i)) {
        truncated &= !selection.isSubset() || i == 0;
        return;
      }
    }
    int offset = RecordSet.targetOffset(type);
    for (int i = 0; i < selection.size(); i++) {
      addBundles(selection.bundles(i), positions[i] + offset);
    }
  }

  /**
   * Answers with a DNAME record of an ancestor of the name that is looked for, and with the alias
   * that follows from it (RFC 6672 section 3.1).
   *
   * @return whether both were written
   */
  boolean redirect(RecordSet set, SoughtName name, int ancestorLength) {
    redirection = set;
    WireRecord record = set.record(0);
    int prefix = name.length() - ancestorLength;
    int at = position;
    if (!add(record, owner + prefix)) {
      return false;
    }
    answers++;
    int targetLength = record.length() - WireRecord.HEADER_LENGTH;
    int length = prefix + targetLength;
    if (length > DomainName.MAX_LENGTH) {
      return false;
    }
    if (position + WireRecord.HEADER_LENGTH + length > end) {
      truncated = mayTruncate;
      return false;
    }
    message.put(position, message, at, WireRecord.HEADER_LENGTH); // with class and TTL
    WireRecord.writeOwner(message, position, owner);
    message.putShort(position + 2, (short) Type.CNAME);
    message.putShort(position + WireRecord.HEADER_LENGTH - 2, (short) length);
    positions[0] = position;
    position += WireRecord.HEADER_LENGTH;
    message.put(position, message, start + owner, prefix);
    message.put(position + prefix, message, at + WireRecord.HEADER_LENGTH, targetLength);
    position += length;
    answers++;
    return true;
  }

  /** Whether the answer has gone on by that DNAME set: names would grow without end. */
  boolean hasRedirected(RecordSet set) {
    for (int i = 0; i < links; i++) {
      if (redirections[i] == set) {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes on with the target of the alias that was written last, which is read into {@code target}.
   *
   * @return false for one that the answer went on from before, or one too many
   */
  boolean follow(SoughtName target) {
    if (links == MAX_LINKS) {
      return false;
    }
    redirections[links] = redirection;
    redirection = null;
    owners[links++] = owner;
    owner = positions[0] + WireRecord.HEADER_LENGTH - start;
    target.read(message, start + owner, position);
    for (int i = 0; i < links; i++) {
      if (target.standsAt(message, start + owners[i])) {
        return false;
      }
    }
    return true;
  }

  /** Refers to the servers of a name that is this one or an ancestor of it. */
  void refer(Delegation delegation, SoughtName name, int cutLength) {
    RecordSet servers = delegation.servers();
    int cut = owner + name.length() - cutLength;
    int wanted = Math.min(servers.size(), servers.limit());
    for (int i = 0; i < wanted; i++) {
      positions[i] = position;
      if (!add(servers.record(i), cut)) {
        return;
      }
      authorities++;
    }
    int offset = RecordSet.targetOffset(Type.NS);
    for (int i = 0; i < wanted; i++) {
      boolean whole = addBundles(servers.bundles(i), positions[i] + offset);
      // RFC 9471 section 3.1: without this glue the client has nowhere to go.
      truncated |= !whole && i < delegation.inDomain() && mayTruncate;
    }
  }

  /** Puts a record of an ancestor of the name that is looked for into the authority section. */
  void authority(WireRecord record, SoughtName name, int ancestorLength) {
    if (add(record, owner + name.length() - ancestorLength)) {
      authorities++;
    }
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

  /** Answers with a record of the name that is looked for, the one of that number in its set. */
  private boolean answer(WireRecord record, int number) {
    positions[number] = position;
    boolean fits = add(record, owner);
    answers += fits ? 1 : 0;
    return fits;
  }

  /** Writes a record that must not be missing, owned by the name at {@code from} the start. */
  private boolean add(WireRecord record, int from) {
    if (position + record.length() > end) {
      truncated = mayTruncate; // RFC 2181 section 9
      return false;
    }
    record.writeTo(message, position);
    if (from != Query.HEADER_LENGTH) {
      WireRecord.writeOwner(message, position, from);
    }
    position += record.length();
    return true;
  }

  /**
   * Adds what a record brings along, as far as there is room; returns whether there was for all.
   */
  private boolean addBundles(List<Bundle> bundles, int target) {
    boolean whole = true;
    for (int i = 0; i < bundles.size(); i++) {
      whole &= addWhole(bundles.get(i), target);
    }
    return whole;
  }

  /** Adds a bundle of the target that stands in the message from {@code target} on, if it fits. */
  private boolean addWhole(Bundle bundle, int target) {
    int before = position;
    int first = before + ownerLength(target);
    // What the first record points to stands right behind its header and numbers.
    int beyond = first - WireRecord.POINTER_LENGTH + RecordSet.targetOffset(Type.SRV);
    if (addAll(bundle.ofTarget(), target) && addAll(bundle.beyond(), beyond)) {
      additionals += bundle.ofTarget().size() + bundle.beyond().size();
      return true;
    }
    position = before; // RFC 2181 section 9: what is optional comes whole or not at all
    return false;
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
