package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Bundle;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import java.nio.ByteBuffer;
import java.util.List;
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
  boolean add(List<Bundle> bundles, int target) {
    boolean whole = true;
    for (int i = 0; i < bundles.size(); i++) {
      whole &= addWhole(bundles.get(i), target);
    }
    return whole;
  }

  private boolean addWhole(Bundle bundle, int target) {
    int before = reply.position();
    int first = before + ownerLength(target);
    // What the first record points to stands right behind its header and numbers.
    int beyond = first - WireRecord.POINTER_LENGTH + RecordSet.targetOffset(Type.SRV);
    if (addAll(bundle.ofTarget(), target) && addAll(bundle.beyond(), beyond)) {
      reply.countAdditionals(bundle.ofTarget().size() + bundle.beyond().size());
      return true;
    }
    reply.continueAt(before); // RFC 2181 section 9: what is optional comes whole or not at all
    return false;
  }

  /** Writes those records, whose owner stands in the message from {@code owner} on, if all fit. */
  private boolean addAll(List<WireRecord> records, int owner) {
    for (int i = 0; i < records.size(); i++) {
      WireRecord record = records.get(i);
      int length = ownerLength(owner);
      int whole = record.length() - WireRecord.POINTER_LENGTH + length;
      if (!reply.fits(whole)) {
        return false;
      }
      write(record, owner, length);
      reply.continueAt(reply.position() + whole);
    }
    return true;
  }

  private void write(WireRecord record, int owner, int ownerLength) {
    ByteBuffer message = reply.message();
    int position = reply.position();
    if (isPointable(owner)) {
      record.writeTo(message, position, owner - reply.start());
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
    ByteBuffer message = reply.message();
    int at = owner;
    while (message.get(at) != 0) {
      at += 1 + message.get(at);
    }
    return at + 1 - owner;
  }

  private boolean isPointable(int owner) {
    return owner - reply.start() < POINTER_LIMIT;
  }
}
