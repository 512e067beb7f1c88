package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** A zone that stands in a file alone. */
final class StaticZone implements ZoneTarget {
  private final Zone zone;
  private final FileLayer layer;
  private @Nullable SOARecord start;

  StaticZone(Zone zone) {
    this.zone = zone;
    this.layer = new FileLayer(zone.tree());
  }

  @Override
  public void take(ZoneContent content) throws ZoneFileException {
    SOARecord next = Objects.requireNonNull(content.start());
    refuseOlder(next, content.startPlace());
    layer.show(content);
    // The serial says that all before it is there: so it comes last.
    showApex(next, content.apex());
    start = next;
    zone.markLoaded();
  }

  private void showApex(SOARecord next, List<RecordSet> others) {
    byte[] data = next.rdataToWireCanonical();
    long negativeTtl = Math.min(next.getTTL(), next.getMinimum()); // RFC 2308 section 3
    var sets = new ArrayList<RecordSet>();
    sets.add(RecordSet.fixed(Type.SOA, List.of(WireRecord.of(Type.SOA, next.getTTL(), data))));
    sets.addAll(others);
    zone.tree().publishBeneath(Node.of(zone.apex(), sets));
    zone.setNegativeAuthority(WireRecord.of(Type.SOA, negativeTtl, data));
  }

  private void refuseOlder(SOARecord next, Place place) throws ZoneFileException {
    SOARecord before = start;
    // RFC 1982 section 3.2: serials wrap.
    if (before != null && (int) (next.getSerial() - before.getSerial()) < 0) {
      throw new ZoneFileException(
          place,
          "the serial goes back",
          next.getSerial(),
          before.getSerial() + " or a later one (RFC 1982)");
    }
  }
}
