package dev.rollcall.dns.answer;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.tally.Rcode;
import dev.rollcall.dns.zone.Delegation;
import dev.rollcall.dns.zone.Nearby;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.SoughtName;
import dev.rollcall.dns.zone.TagSelection;
import dev.rollcall.dns.zone.TagSelector;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Type;

/**
 * What the zones say to a question (RFC 1034 section 4.3.2). Knows nothing of headers, EDNS or
 * sockets. Each transport thread has one of its own.
 */
final class ZoneAnswers {
  private final Zone[] zones;
  private final Vantage vantage;
  private final SoughtName target = new SoughtName();
  private final TagSelection selection = new TagSelection();

  /**
   * @param vantage of who asks
   */
  ZoneAnswers(Zones zones, Vantage vantage) {
    this.zones = zones.all().toArray(Zone[]::new);
    this.vantage = vantage;
  }

  /** Writes the records that answer the question. */
  Rcode answer(Question question, AnswerWriter writer) {
    int type = question.type();
    Zone zone = question.recordClass() == DClass.IN ? zoneOf(question.name(), type) : null;
    if (zone == null) {
      writer.explain(ExtendedErrorCodeOption.NOT_AUTHORITATIVE);
      return Rcode.REFUSED;
    }
    if (isTransfer(type) && zone.isLoaded()) {
      writer.explain(ExtendedErrorCodeOption.NOT_AUTHORITATIVE);
      return Rcode.REFUSED;
    }
    Rcode rcode = answer(zone, question.name(), type, writer);
    while (rcode == null) {
      rcode = follow(type, writer);
    }
    return rcode;
  }

  /** Goes on with the target of an alias; null when that is one too. */
  private @Nullable Rcode follow(int type, AnswerWriter writer) {
    if (!writer.follow(target)) {
      return Rcode.NOERROR;
    }
    Zone zone = zoneOf(target, type);
    // Others know what is outside; RFC 6604 section 3: the last name decides.
    return zone == null ? Rcode.NOERROR : answer(zone, target, type, writer);
  }

  /** What the zone says to a name in it; null when that is an alias to be followed. */
  private @Nullable Rcode answer(Zone zone, SoughtName name, int type, AnswerWriter writer) {
    if (!zone.isLoaded() || zone.negativeAuthority() == null) {
      // Resolvers keep what they know on SERVFAIL, and forget it on NXDOMAIN (RFC 8767).
      writer.explain(ExtendedErrorCodeOption.NOT_READY);
      return Rcode.SERVFAIL;
    }
    if (zone.isStale()) {
      writer.explain(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY);
      return Rcode.SERVFAIL;
    }
    Node node = name.find(zone.names());
    if (node == null) {
      return answerMissing(zone, name, type, writer);
    }
    Delegation delegation = node.delegation();
    // RFC 4035 section 3.1.4.1: the DS set belongs to this side of the cut.
    if (delegation != null && type != Type.DS) {
      writer.refer(delegation, name, node.name().length());
      return Rcode.NOERROR;
    }
    return answerWith(node, zone, name, type, writer);
  }

  /** RFC 4592 section 3.3.1: the closest name that exists decides of one that does not. */
  private @Nullable Rcode answerMissing(Zone zone, SoughtName name, int type, AnswerWriter writer) {
    Node encloser = name.closestEncloser(zone.apex(), zone.names());
    if (encloser == null) {
      return Rcode.SERVFAIL;
    }
    DomainName above = encloser.name();
    Delegation delegation = encloser.delegation();
    if (delegation != null) {
      writer.refer(delegation, name, above.length());
      return Rcode.NOERROR;
    }
    RecordSet redirection = encloser.set(Type.DNAME);
    if (redirection != null) {
      return redirect(redirection, above, name, type, writer);
    }
    TagSelector below = encloser.below();
    if (below != null) {
      return select(below, zone, name, type, writer);
    }
    Node wildcard = name.wildcardBelow(above, zone.names());
    return wildcard == null
        ? nothing(Rcode.NXDOMAIN, zone, name, writer)
        : answerWith(wildcard, zone, name, type, writer);
  }

  private @Nullable Rcode answerWith(
      Node node, Zone zone, SoughtName name, int type, AnswerWriter writer) {
    RecordSet set = answerTo(node, type);
    if (set == null) {
      return nothing(Rcode.NOERROR, zone, name, writer);
    }
    writer.markAuthoritative();
    if (set.type() == Type.DNAME && writer.hasRedirected(set)) {
      return Rcode.NOERROR; // RFC 2181 section 5: it is in the answer already
    }
    boolean whole = writer.answer(set);
    return whole && set.type() == Type.CNAME && isFollowed(type) ? null : Rcode.NOERROR;
  }

  /** Whether there is an answer never depends on who asks (RFC 7871 section 7.4). */
  private @Nullable RecordSet answerTo(Node node, int type) {
    RecordSet set = node.answerTo(type);
    Nearby nearby = node.nearby();
    if (set == null || nearby == null || !nearby.dependsOnClient(set.type())) {
      return set;
    }
    return nearby.set(vantage.locality(), set);
  }

  private static @Nullable Rcode redirect(
      RecordSet set, DomainName above, SoughtName name, int type, AnswerWriter writer) {
    if (writer.hasRedirected(set)) {
      return Rcode.NOERROR;
    }
    writer.markAuthoritative();
    if (writer.redirect(set, name, above.length())) {
      return isFollowed(type) ? null : Rcode.NOERROR;
    }
    return writer.isTruncated() ? Rcode.NOERROR : Rcode.YXDOMAIN;
  }

  private Rcode select(
      TagSelector selector, Zone zone, SoughtName name, int type, AnswerWriter writer) {
    int selected = type == Type.ANY ? Type.SRV : type;
    return switch (selection.select(selector, name, selected)) {
      case NO_SUCH_NAME -> nothing(Rcode.NXDOMAIN, zone, name, writer);
      case NO_DATA -> nothing(Rcode.NOERROR, zone, name, writer);
      case FOUND -> {
        writer.markAuthoritative();
        if (type == Type.ANY) {
          writer.answer(Node.anything());
        } else {
          writer.answer(selection, type);
        }
        yield Rcode.NOERROR;
      }
    };
  }

  /** RFC 2308 section 3: the SOA record says how long to remember that there is nothing. */
  private static Rcode nothing(Rcode rcode, Zone zone, SoughtName name, AnswerWriter writer) {
    WireRecord authority = zone.negativeAuthority();
    writer.markAuthoritative();
    if (authority != null) {
      writer.authority(authority, name, zone.apex().length());
    }
    return rcode;
  }

  /** The zone that a name lies in: of those above it, the deepest. */
  private @Nullable Zone zoneOf(SoughtName name, int type) {
    Zone own = null;
    for (Zone zone : zones) {
      if (!name.isUnder(zone.apex())) {
        continue;
      }
      // RFC 4035 section 3.1.4.1: who has the zone above knows the DS set of an apex.
      if (type != Type.DS || own != null || name.length() > zone.apex().length()) {
        return zone;
      }
      own = zone;
    }
    return own;
  }

  private static boolean isFollowed(int type) {
    return type != Type.CNAME && type != Type.ANY;
  }

  private static boolean isTransfer(int type) {
    return type == Type.AXFR || type == Type.IXFR;
  }
}
