package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The records of a file by name and type, each as the zone may have it or refused. */
final class FileRecords {
  private static final Logger LOG = LoggerFactory.getLogger(FileRecords.class);

  /** What a reply needs beside a record: header, the longest question, an OPT record, a pointer. */
  private static final int MAX_RDATA = 65_535 - 12 - 259 - 11 - 12;

  /** Signatures are not served, and half a signed zone is worse than none. */
  private static final Set<Integer> OF_SIGNED_ZONES =
      Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM);

  private final DomainName apex;
  private final Map<DomainName, Map<Integer, List<FileRecord>>> names = new LinkedHashMap<>();
  private final Set<Record> distinct = new HashSet<>(); // whatever their TTL

  private FileRecords(DomainName apex) {
    this.apex = apex;
  }

  static FileRecords of(List<FileRecord> records, DomainName apex) throws ZoneFileException {
    var all = new FileRecords(apex);
    for (FileRecord record : records) {
      all.add(record);
    }
    for (DomainName name : all.names.keySet()) {
      all.refuseMixedAlias(name);
      all.types(name).forEach(type -> all.warnOfTtls(all.set(name, type)));
    }
    return all;
  }

  Set<DomainName> names() {
    return names.keySet();
  }

  Set<Integer> types(DomainName name) {
    return names.getOrDefault(name, Map.of()).keySet();
  }

  /** The records of that name and type, each once; none is empty. */
  List<FileRecord> set(DomainName name, int type) {
    return names.getOrDefault(name, Map.of()).getOrDefault(type, List.of());
  }

  boolean has(DomainName name, int type) {
    return types(name).contains(type);
  }

  Place place(DomainName name) {
    return names.getOrDefault(name, Map.of()).values().iterator().next().getFirst().place();
  }

  /** The TTL that all records of a set have: the lowest, RFC 2181 section 5.2. */
  long ttl(DomainName name, int type) {
    return set(name, type).stream().mapToLong(each -> each.record().getTTL()).min().orElse(0);
  }

  /** The nearest ancestor of a name that is a cut or a DNAME, under which nothing is answered. */
  @Nullable DomainName hiding(DomainName name) {
    DomainName hiding = null;
    for (DomainName above = name; !above.equals(apex); ) {
      above = above.parent();
      boolean cut = has(above, Type.NS) && !above.equals(apex);
      if (cut || has(above, Type.DNAME)) {
        hiding = above; // of several the uppermost hides the others too
      }
    }
    return hiding;
  }

  private void add(FileRecord record) throws ZoneFileException {
    refuseMisplaced(record);
    List<FileRecord> set =
        names
            .computeIfAbsent(record.name(), any -> new LinkedHashMap<>())
            .computeIfAbsent(record.type(), any -> new ArrayList<>());
    // RFC 2181 section 5: what is written twice is there once.
    if (distinct.add(record.record())) {
      set.add(record);
    }
    refuseSeveral(set);
  }

  private void refuseMisplaced(FileRecord record) throws ZoneFileException {
    DomainName name = record.name();
    if (!name.isUnder(apex)) {
      throw refused(record, "a name outside the zone", name, "names in " + apex);
    }
    if (record.type() == Type.SOA && !name.equals(apex)) {
      throw refused(record, "an SOA record below the zone's name", name, "one at " + apex);
    }
    if (OF_SIGNED_ZONES.contains(record.type())) {
      throw refused(
          record, "a record of a signed zone", record.record(), "records of an unsigned one");
    }
    if (!Type.isRR(record.type()) || record.type() == Type.OPT) {
      throw refused(
          record, "a type that no zone holds", Type.string(record.type()), "types of records");
    }
    if (name.isWildcard() && (record.type() == Type.NS || record.type() == Type.DNAME)) {
      // RFC 4592 sections 4.2 and 4.4: nobody knows what it would mean.
      throw refused(
          record, Type.string(record.type()) + " of a wildcard", name, "names that are none");
    }
    int length = record.record().rdataToWireCanonical().length;
    if (length > MAX_RDATA) {
      throw refused(
          record, "RDATA that no reply has room for", length, "up to " + MAX_RDATA + " octets");
    }
  }

  private static void refuseSeveral(List<FileRecord> set) throws ZoneFileException {
    FileRecord last = set.getLast();
    boolean single =
        last.type() == Type.SOA || last.type() == Type.CNAME || last.type() == Type.DNAME;
    if (single && set.size() > 1) {
      String type = Type.string(last.type());
      throw refused(last, "a second " + type + " record", last.record(), "one " + type);
    }
  }

  /** RFC 1034 section 3.6.2. */
  private void refuseMixedAlias(DomainName name) throws ZoneFileException {
    List<FileRecord> aliases = set(name, Type.CNAME);
    if (!aliases.isEmpty() && types(name).size() > 1) {
      throw refused(
          aliases.getFirst(), "CNAME and other data", name, "a CNAME alone, or none of them");
    }
    if (name.equals(apex) && !aliases.isEmpty()) {
      throw refused(aliases.getFirst(), "the zone's name is an alias", name, "records of its own");
    }
  }

  private void warnOfTtls(List<FileRecord> set) {
    FileRecord first = set.getFirst();
    set.stream()
        .filter(each -> each.record().getTTL() != first.record().getTTL())
        .findFirst()
        .ifPresent(
            other ->
                LOG.warn(
                    "{}: the TTL {} is not that of {}; all {} records of {} get {}",
                    other.place(),
                    other.record().getTTL(),
                    first.place(),
                    Type.string(first.type()),
                    first.name(),
                    ttl(first.name(), first.type())));
  }

  private static ZoneFileException refused(
      FileRecord record, String what, Object value, String allowed) {
    return new ZoneFileException(record.place(), what, value, allowed);
  }
}
