package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.Piece;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.tally.Rcode;
import dev.rollcall.dns.zone.Delegation;
import dev.rollcall.dns.zone.SoughtName;
import dev.rollcall.dns.zone.TagSelection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Writes what answers a question into the sections of a {@link Reply}: sets, aliases, referrals,
 * authority, and what they bring along. Reused; owned by one thread.
 */
final class AnswerWriter {
  private final Reply reply;
  private final AliasChain aliases;
  private final BundleWriter bundles;

  /** Where the records of the set stand that was written last. */
  private final int[] positions = new int[RecordSet.MAX_ANSWERED];

  /**
   * @param capacity the most octets of a reply
   * @param opt writes the OPT record
   * @param mayTruncate whether a client that is not given all can come back for more, over TCP
   */
  AnswerWriter(int capacity, OptWriter opt, boolean mayTruncate) {
    this.reply = new Reply(capacity, opt, mayTruncate);
    this.aliases = new AliasChain(reply);
    this.bundles = new BundleWriter(reply);
  }

  /** Begins a reply of at most {@code limit} octets. */
  void begin(Query query, Octets asked, int limit) {
    reply.begin(query, asked, limit);
    aliases.begin();
  }

  /** Says that the answer is the zone's own. */
  void markAuthoritative() {
    reply.markAuthoritative();
  }

  /** Says that there is more over TCP. */
  void markTruncated() {
    reply.markTruncated();
  }

  boolean isTruncated() {
    return reply.isTruncated();
  }

  /** Says more about an error, if the client can be told. */
  void explain(int infoCode) {
    reply.explain(infoCode);
  }

  /**
   * Answers with a set, then with what belongs to its records. Of a set that does not fit, with as
   * many records as do: truncated, or where that leads nowhere as a window that goes round.
   *
   * @return whether all was written that belongs into the answer
   */
  boolean answer(RecordSet set) {
    boolean asksAgain = reply.mayTruncate() && !set.isSubset();
    int lead = asksAgain && !reply.fits(set.octets()) ? set.leadOfCut() : set.lead();
    int wanted = Math.min(set.size(), set.limit());
    int written = answer(set.piece(), lead, wanted);
    if (written == wanted) {
      return true;
    }
    for (int i = written; i < wanted; i++) {
      if (!answer(set.record(inRing(lead + i, set.size())), i)) {
        endAfter(i, set.isSubset());
        return false;
      }
    }
    if (set.hasBundles()) {
      int offset = RecordSet.targetOffset(set.type());
      for (int i = 0; i < wanted; i++) {
        bundles.add(set.bundles(inRing(lead + i, set.size())), positions[i] + offset);
      }
    }
    return true;
  }

  /** Answers with the records of that type that were selected, in the same way. */
  void answer(TagSelection selection, int type) {
    for (int i = 0; i < selection.size(); i++) {
      if (!answer(selection.record(i), i)) {
        endAfter(i, selection.isSubset());
        return;
      }
    }
    int offset = RecordSet.targetOffset(type);
    for (int i = 0; i < selection.size(); i++) {
      bundles.add(selection.bundles(i), positions[i] + offset);
    }
  }

  /**
   * Answers with a DNAME record of an ancestor of the name that is looked for, and with the alias
   * that follows from it.
   *
   * @return whether both were written
   */
  boolean redirect(RecordSet set, SoughtName name, int ancestorLength) {
    int alias = aliases.redirect(set, name, ancestorLength);
    if (alias == AliasChain.NOT_WRITTEN) {
      return false;
    }
    positions[0] = alias;
    return true;
  }

  /** Whether the answer has gone on by that DNAME set: names would grow without end. */
  boolean hasRedirected(RecordSet set) {
    return aliases.hasRedirected(set);
  }

  /**
   * Goes on with the target of the alias that was written last, which is read into {@code target}.
   *
   * @return false for one that the answer went on from before, or one too many
   */
  boolean follow(SoughtName target) {
    return aliases.follow(positions[0], target);
  }

  /** Refers to the servers of a name that is this one or an ancestor of it. */
  void refer(Delegation delegation, SoughtName name, int cutLength) {
    RecordSet servers = delegation.servers();
    int cut = aliases.ownerAbove(name, cutLength);
    int wanted = Math.min(servers.size(), servers.limit());
    for (int i = 0; i < wanted; i++) {
      positions[i] = reply.position();
      if (!reply.add(servers.record(i), cut)) {
        return;
      }
      reply.countAuthority();
    }
    int offset = RecordSet.targetOffset(Type.NS);
    for (int i = 0; i < wanted; i++) {
      boolean whole = bundles.add(servers.bundles(i), positions[i] + offset);
      if (!whole && i < delegation.inDomain()) {
        reply.cutShort(); // RFC 9471 section 3.1: without this glue the client has nowhere to go
      }
    }
  }

  /** Puts a record of an ancestor of the name that is looked for into the authority section. */
  void authority(WireRecord record, SoughtName name, int ancestorLength) {
    if (reply.add(record, aliases.ownerAbove(name, ancestorLength))) {
      reply.countAuthority();
    }
  }

  /** Ends the reply and writes it from the position of {@code response} on; returns its length. */
  int finish(Query query, Rcode rcode, ByteBuffer response) {
    int length = reply.finish(query, rcode);
    reply.message().give(response, length);
    return length;
  }

  /** Answers with as many records of a piece as it gives; returns how many. */
  private int answer(@Nullable Piece piece, int lead, int wanted) {
    // Its owners are the question's name, which an alias has led away from.
    return piece == null || aliases.owner() != Query.HEADER_LENGTH
        ? 0
        : reply.add(piece, lead, wanted);
  }

  /** Answers with a record of the name that is looked for, the one of that number in its set. */
  private boolean answer(WireRecord record, int number) {
    positions[number] = reply.position();
    boolean fits = reply.add(record, aliases.owner());
    if (fits) {
      reply.countAnswer();
    }
    return fits;
  }

  /** Ends a set of which only so many records fit; nothing at all is no subset. */
  private void endAfter(int records, boolean subset) {
    if (subset && records > 0) {
      reply.passForWhole();
    }
  }

  private static int inRing(int index, int size) {
    return index < size ? index : index - size;
  }
}
