package dev.rollcall.dns.answer;

import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.RecordSet;
import dev.rollcall.dns.zone.WireRecord;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Type;

/** What the zones say to a question. Knows nothing of headers, EDNS or sockets. */
final class ZoneAnswers {
  private final Zone[] zones;

  ZoneAnswers(Zones zones) {
    this.zones = zones.all().toArray(Zone[]::new);
  }

  /** Writes the records that answer the question. */
  Rcode answer(Question question, AnswerWriter writer) {
    Zone zone = question.recordClass() == DClass.IN ? zoneOf(question) : null;
    if (zone == null) {
      writer.explain(ExtendedErrorCodeOption.NOT_AUTHORITATIVE);
      return Rcode.REFUSED;
    }
    WireRecord negativeAuthority = zone.negativeAuthority();
    if (!zone.isLoaded() || negativeAuthority == null) {
      // Resolvers keep what they know on SERVFAIL, and forget it on NXDOMAIN (RFC 8767).
      writer.explain(ExtendedErrorCodeOption.NOT_READY);
      return Rcode.SERVFAIL;
    }
    if (question.type() == Type.AXFR || question.type() == Type.IXFR) {
      writer.explain(ExtendedErrorCodeOption.NOT_AUTHORITATIVE);
      return Rcode.REFUSED;
    }
    writer.markAuthoritative();
    Node node = question.name().find(zone.names());
    RecordSet set = node == null ? null : node.answerTo(question.type());
    if (set != null) {
      writer.answer(set);
      return Rcode.NOERROR;
    }
    // RFC 2308 section 3: the SOA record says how long to remember that there is nothing.
    writer.authority(negativeAuthority, zone.apex().length(), question);
    return node == null ? Rcode.NXDOMAIN : Rcode.NOERROR;
  }

  private @Nullable Zone zoneOf(Question question) {
    for (Zone zone : zones) {
      if (question.name().isUnder(zone.apex())) {
        return zone;
      }
    }
    return null;
  }
}
