package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Type;

/** The file beneath the services of a zone: what a service names is answered by the service. */
final class ServiceZoneFile implements ZoneTarget {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceZoneFile.class);

  /** The names of members as name servers. */
  private static final Pattern RESERVED = Pattern.compile("ns[0-9]+");

  private final Zone zone;
  private final FileLayer layer;
  private final Consumer<ZoneContent> apex;

  // Read by the thread that shows services.
  private volatile Map<DomainName, Place> places = Map.of();
  private final Set<DomainName> hidden = ConcurrentHashMap.newKeySet();

  /**
   * The file of that zone.
   *
   * @param apex takes what the file says of the zone's own name
   */
  ServiceZoneFile(Zone zone, Consumer<ZoneContent> apex) {
    this.zone = zone;
    this.layer = new FileLayer(zone.tree());
    this.apex = apex;
    zone.tree().tellWhenHidden(this::hide);
  }

  @Override
  public void take(ZoneContent content) throws ZoneFileException {
    refuseReserved(content);
    refuseTaken(content);
    refuseCutAboveServices(content);
    places = content.places();
    hidden.clear();
    layer.show(content);
    apex.accept(content);
  }

  private void refuseReserved(ZoneContent content) throws ZoneFileException {
    for (var each : content.places().entrySet()) {
      DomainName name = each.getKey();
      String first = name.firstLabel();
      if (name.labels() == zone.apex().labels() + 1 && RESERVED.matcher(first).matches()) {
        throw new ZoneFileException(
            each.getValue(), "a name of the members", name, "names other than ns and a number");
      }
    }
    if (content.apex().stream().anyMatch(set -> set.type() == Type.DNAME)) {
      throw new ZoneFileException(
          content.startPlace(), "DNAME above the services", zone.apex(), "one below the zone");
    }
  }

  private void refuseTaken(ZoneContent content) throws ZoneFileException {
    for (var each : content.places().entrySet()) {
      if (zone.tree().isAbove(each.getKey())) {
        throw new ZoneFileException(
            each.getValue(), "a name that a service has", each.getKey(), "names of no service");
      }
    }
  }

  private void refuseCutAboveServices(ZoneContent content) throws ZoneFileException {
    Set<DomainName> cuts = new HashSet<>();
    for (Node node : content.names().values()) {
      if (node.delegation() != null || node.set(Type.DNAME) != null) {
        cuts.add(node.name());
      }
    }
    DomainName service = zone.tree().anyAboveBelow(cuts);
    if (service == null) {
      return;
    }
    DomainName cut = service;
    while (!cuts.contains(cut)) {
      cut = cut.parent();
    }
    Place place = content.places().getOrDefault(cut, content.startPlace());
    throw new ZoneFileException(
        place, "NS or DNAME above a service", service, "names with no service below");
  }

  private void hide(DomainName name, DomainName by) {
    Place place = places.get(name);
    if (place == null || !hidden.add(name)) {
      return;
    }
    if (name.equals(by)) {
      LOG.warn("{}: {} is a service now; what the file says of it waits", place, name);
      return;
    }
    LOG.warn("{}: {} leads elsewhere, and {} below it is a service now", place, name, by);
  }
}
