package dev.rollcall.dns.answer;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.SoughtName;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * The names that a reply goes through, from the one that was asked for to the one that is looked
 * for now. Reused; owned by one thread.
 */
final class AliasChain {
  /** Returned for an alias that was not written. */
  static final int NOT_WRITTEN = -1;

  /** How often an alias is followed; no chain of more means anything. */
  private static final int MAX_LINKS = 16;

  private final Reply reply;

  /** Where the names stand from which the answer went on. */
  private final int[] owners = new int[MAX_LINKS];

  /** The DNAME sets by which it did, null for a CNAME. */
  private final @Nullable RecordSet[] redirections = new @Nullable RecordSet[MAX_LINKS];

  private int owner; // where the name stands that is looked for now
  private int links;
  private @Nullable RecordSet redirection; // by which the next link is made

  AliasChain(Reply reply) {
    this.reply = reply;
  }

  /** Begins with the name of the question. */
  void begin() {
    owner = Query.HEADER_LENGTH;
    links = 0;
    redirection = null;
  }

  /** Where the name stands that is looked for now. */
  int owner() {
    return owner;
  }

  /** Where an ancestor of it stands, of so many octets, when {@code name} is read from there. */
  int ownerAbove(SoughtName name, int ancestorLength) {
    return owner + name.length() - ancestorLength;
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
   * Goes on with the target of the alias at {@code alias}, which is read into {@code target}.
   *
   * @return false for one that the answer went on from before, or one too many
   */
  boolean follow(int alias, SoughtName target) {
    if (links == MAX_LINKS) {
      return false;
    }
    redirections[links] = redirection;
    redirection = null;
    owners[links++] = owner;
    owner = alias + WireRecord.HEADER_LENGTH;
    target.read(reply.message(), owner, reply.position());
    for (int i = 0; i < links; i++) {
      if (target.standsAt(reply.message(), owners[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Answers with a DNAME record of an ancestor of the name that is looked for, and with the alias
   * that follows from it (RFC 6672 section 3.1).
   *
   * @return where the alias stands, {@link #NOT_WRITTEN} unless both were written
   */
  int redirect(RecordSet set, SoughtName name, int ancestorLength) {
    redirection = set;
    WireRecord record = set.record(0);
    int at = reply.position();
    if (!reply.add(record, ownerAbove(name, ancestorLength))) {
      return NOT_WRITTEN;
    }
    reply.countAnswer();
    int prefix = name.length() - ancestorLength;
    int targetLength = record.length() - WireRecord.HEADER_LENGTH;
    if (prefix + targetLength > DomainName.MAX_LENGTH) {
      return NOT_WRITTEN;
    }
    if (!reply.fits(WireRecord.HEADER_LENGTH + prefix + targetLength)) {
      reply.cutShort();
      return NOT_WRITTEN;
    }
    return writeAlias(at, prefix, targetLength);
  }

  /** Writes the alias of the name that is looked for, by the DNAME record at {@code at}. */
  private int writeAlias(int at, int prefix, int targetLength) {
    Octets message = reply.message();
    int alias = reply.position();
    int target = alias + WireRecord.HEADER_LENGTH;
    message.put(alias, message, at, WireRecord.HEADER_LENGTH); // with class and TTL
    WireRecord.writeOwner(message, alias, owner);
    message.putShort(alias + WireRecord.POINTER_LENGTH, Type.CNAME);
    message.putShort(target - Short.BYTES, prefix + targetLength);
    message.put(target, message, owner, prefix);
    message.put(target + prefix, message, at + WireRecord.HEADER_LENGTH, targetLength);
    reply.continueAt(target + prefix + targetLength);
    reply.countAnswer();
    return alias;
  }
}
