package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.Rotation;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Delegation;
import dev.rollcall.dns.zone.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SVCBBase;
import org.xbill.DNS.Type;

/**
 * Turns the records of a file into nodes. What lies below a cut or a DNAME is in none of them, but
 * for glue, which comes along with the NS records.
 */
final class ContentCompiler {
  private static final Logger LOG = LoggerFactory.getLogger(ContentCompiler.class);

  private final FileRecords records;
  private final DomainName apex;
  private final Set<DomainName> glue = new HashSet<>();

  private ContentCompiler(FileRecords records, DomainName apex) {
    this.records = records;
    this.apex = apex;
    for (DomainName name : records.names()) {
      records.set(name, Type.NS).forEach(each -> glue.add(nonNullTarget(each.record())));
    }
  }

  static ZoneContent compile(FileRecords records, DomainName apex, Place file) {
    return new ContentCompiler(records, apex).compile(file);
  }

  private ZoneContent compile(Place file) {
    var names = new HashMap<DomainName, Node>();
    var places = new HashMap<DomainName, Place>();
    for (DomainName name : records.names()) {
      if (!name.equals(apex) && !isHidden(name)) {
        names.put(name, records.has(name, Type.NS) ? cut(name) : node(name));
        places.put(name, records.place(name));
      }
    }
    List<FileRecord> starts = records.set(apex, Type.SOA);
    return new ZoneContent(
        starts.isEmpty() ? null : (SOARecord) starts.getFirst().record(),
        starts.isEmpty() ? file : starts.getFirst().place(),
        records.types(apex).stream()
            .filter(type -> type != Type.SOA)
            .map(type -> set(apex, type))
            .toList(),
        names,
        places);
  }

  private boolean isHidden(DomainName name) {
    DomainName hiding = records.hiding(name);
    if (hiding == null) {
      return false;
    }
    if (!glue.contains(name) || records.has(hiding, Type.DNAME)) {
      LOG.warn("{}: {} is not answered: it lies below {}", records.place(name), name, hiding);
    }
    return true;
  }

  private Node node(DomainName name) {
    return Node.of(name, records.types(name).stream().map(type -> set(name, type)).toList());
  }

  private Node cut(DomainName name) {
    for (int type : records.types(name)) {
      boolean isGlue = glue.contains(name) && (type == Type.A || type == Type.AAAA);
      if (type != Type.NS && type != Type.DS && !isGlue) {
        LOG.warn(
            "{}: {} of {} is not answered: the name is delegated",
            records.set(name, type).getFirst().place(),
            Type.string(type),
            name);
      }
    }
    Comparator<FileRecord> outside =
        Comparator.comparing(each -> !nonNullTarget(each.record()).isUnder(name));
    List<FileRecord> servers = records.set(name, Type.NS).stream().sorted(outside).toList();
    long inDomain =
        servers.stream().filter(each -> nonNullTarget(each.record()).isUnder(name)).count();
    var delegation = new Delegation(set(name, Type.NS, servers), (int) inDomain);
    return Node.cut(name, delegation, records.has(name, Type.DS) ? set(name, Type.DS) : null);
  }

  private RecordSet set(DomainName name, int type) {
    return set(name, type, records.set(name, type));
  }

  private RecordSet set(DomainName name, int type, List<FileRecord> all) {
    long ttl = records.ttl(name, type);
    List<WireRecord> wire =
        all.stream()
            .map(each -> WireRecord.of(type, ttl, each.record().rdataToWireCanonical()))
            .toList();
    // What clients take the first of goes round, as it does for services.
    boolean rotates = type == Type.A || type == Type.AAAA || type == Type.SRV;
    RecordSet set =
        rotates ? RecordSet.rotating(type, wire, new Rotation()) : RecordSet.fixed(type, wire);
    List<TargetAddresses> targets = targets(all);
    return targets.stream().allMatch(TargetAddresses.NONE::equals) ? set : set.withTargets(targets);
  }

  /** The addresses of what the records point to, once for each target. */
  private List<TargetAddresses> targets(List<FileRecord> all) {
    var seen = new HashSet<DomainName>();
    var targets = new ArrayList<TargetAddresses>();
    for (FileRecord each : all) {
      DomainName target = target(each.record());
      boolean isNew = target != null && seen.add(target) && target.isUnder(apex);
      if (target == null || !isNew) {
        targets.add(TargetAddresses.NONE);
        continue;
      }
      warnOfTarget(each, target);
      targets.add(addresses(target, each.type() == Type.NS));
    }
    return targets;
  }

  /** Glue is for referrals alone: what lies below a cut is not this zone's to tell otherwise. */
  private TargetAddresses addresses(DomainName target, boolean withGlue) {
    boolean isOwn = records.hiding(target) == null && !isCut(target);
    return isOwn || withGlue
        ? new TargetAddresses(addresses(target, Type.A), addresses(target, Type.AAAA))
        : TargetAddresses.NONE;
  }

  private List<WireRecord> addresses(DomainName target, int type) {
    long ttl = records.ttl(target, type);
    return records.set(target, type).stream()
        .map(each -> WireRecord.of(type, ttl, each.record().rdataToWireCanonical()))
        .toList();
  }

  private void warnOfTarget(FileRecord record, DomainName target) {
    String type = Type.string(record.type());
    if (records.has(target, Type.CNAME)) {
      // RFC 2181 section 10.3: many do not follow it.
      LOG.warn("{}: the target {} of {} is an alias", record.place(), target, type);
      return;
    }
    boolean hasAddress = records.has(target, Type.A) || records.has(target, Type.AAAA);
    if (record.type() == Type.NS && !hasAddress) {
      LOG.warn("{}: the name server {} has no address in its zone", record.place(), target);
    }
  }

  private boolean isCut(DomainName name) {
    return !name.equals(apex) && records.has(name, Type.NS);
  }

  private static @Nullable DomainName target(Record record) {
    Name target =
        switch (record) {
          case NSRecord server -> server.getTarget();
          case MXRecord exchange -> exchange.getTarget();
          case SRVRecord service -> service.getTarget();
          case SVCBBase binding -> binding.getTargetName();
          default -> null;
        };
    return target == null ? null : DomainName.of(target);
  }

  private static DomainName nonNullTarget(Record server) {
    return DomainName.of(((NSRecord) server).getTarget());
  }
}
