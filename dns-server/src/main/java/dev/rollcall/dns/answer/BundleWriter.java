package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import org.xbill.DNS.Type;

/**
 * Writes what a record brings along into the additional section, as far as there is room. Owned by
 * one thread.
 */
final class BundleWriter {
  /** RFC 1035 section 4.1.4: an offset beyond 14 bits cannot be pointed to. */
  private static final int POINTER_LIMIT = 0x4000;

  private final Reply reply;

  BundleWriter(Reply reply) {
    this.reply = reply;
  }

  /**
   * Adds the bundles of the target that stands in the message from {@code target} on; returns
   * whether there was room for all.
   */
  boolean add(Bundles bundles, int target) {
    if (bundles.isChained()) {
      return addChain(bundles, target);
    }
    // RFC 2181 section 9: each set by itself.
    boolean whole = addWhole(bundles, 0, bundles.first(), target);
    return addWhole(bundles, bundles.first(), bundles.size(), target) && whole;
  }

  /** Adds what belongs to the target, and what to the name that the first of that points to. */
  private boolean addChain(Bundles bundles, int target) {
    int before = reply.position();
    // That name stands right behind the header and the numbers of the first record.
    int beyond =
        before + ownerLength(target) - WireRecord.POINTER_LENGTH + RecordSet.targetOffset(Type.SRV);
    int first = bundles.first();
    boolean fits =
        write(bundles, 0, first, target) && write(bundles, first, bundles.size(), beyond);
    return fits ? count(bundles.size()) : takeBack(before);
  }

  /** Adds the records from one index up to another. */
  private boolean addWhole(Bundles bundles, int from, int to, int owner) {
    int before = reply.position();
    return write(bundles, from, to, owner) ? count(to - from) : takeBack(before);
  }

  private boolean count(int records) {
    reply.countAdditionals(records);
    return true;
  }

  /** RFC 2181 section 9: what is optional comes whole or not at all. */
  private boolean takeBack(int position) {
    reply.continueAt(position);
    return false;
  }

  private boolean write(Bundles bundles, int from, int to, int owner) {
    for (int i = from; i < to; i++) {
      if (!add(bundles.record(i), owner)) {
        return false;
      }
    }
    return true;
  }

  /** Writes a record whose owner stands in the message from {@code owner} on, if it fits. */
  private boolean add(WireRecord record, int owner) {
    int length = ownerLength(owner);
    int whole = record.length() - WireRecord.POINTER_LENGTH + length;
    if (!reply.fits(whole)) {
      return false;
    }
    write(record, owner, length);
    reply.continueAt(reply.position() + whole);
    return true;
  }

  private void write(WireRecord record, int owner, int ownerLength) {
    Octets message = reply.message();
    int position = reply.position();
    if (isPointable(owner)) {
      record.writeTo(message, position, owner);
      return;
    }
    message.put(position, message, owner, ownerLength);
    record.writeWithoutOwner(message, position + ownerLength);
  }

  /** Octets that a record's owner takes, which stands whole from {@code owner} on. */
  private int ownerLength(int owner) {
    if (isPointable(owner)) {
      return WireRecord.POINTER_LENGTH;
    }
    Octets message = reply.message();
    int at = owner;
    while (message.get(at) != 0) {
      at += 1 + message.get(at);
    }
    return at + 1 - owner;
  }

  private boolean isPointable(int owner) {
    return owner < POINTER_LIMIT;
  }
}
