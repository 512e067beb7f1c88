package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.zone.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.SOARecord;

/**
 * What a file says of a zone, ready to be answered.
 *
 * @param start the SOA record, if there is one
 * @param startPlace where it stands, else where the file begins
 * @param apex all other sets of the apex
 * @param names all other names that the zone answers itself, and the cuts
 * @param places where the first record of each name stands
 */
public record ZoneContent(
    @Nullable SOARecord start,
    Place startPlace,
    List<RecordSet> apex,
    Map<DomainName, Node> names,
    Map<DomainName, Place> places) {
  public ZoneContent {
    apex = List.copyOf(apex);
    names = Map.copyOf(names);
    places = Map.copyOf(places);
  }
}
