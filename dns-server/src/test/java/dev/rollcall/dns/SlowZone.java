package dev.rollcall.dns;

import static java.util.stream.Collectors.toCollection;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.StatusOverride;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/**
 * What the name table of the documentation says, spelled out in text for a whole catalogue at once:
 * slow, and with nothing of the server in it.
 */
final class SlowZone {
  private static final String APEX = "service.internal.";

  /** Name, type, RDATA. What exists without records has an empty map. */
  private final Map<String, Map<Integer, Set<String>>> names = new TreeMap<>();

  private final Set<String> serviceNames = new HashSet<>();

  /** Those of the service at hand that are answered. */
  private final List<Registered> given = new ArrayList<>();

  static SlowZone of(Catalog catalog) {
    var zone = new SlowZone();
    zone.names.put(APEX, Map.of(Type.SOA, Set.of(), Type.NS, Set.of("ns1." + APEX)));
    zone.names.put("ns1." + APEX, Map.of(Type.A, Set.of("127.0.0.1")));
    for (String reverse : List.of("10.in-addr.arpa.", "0.".repeat(29) + "d.f.ip6.arpa.")) {
      zone.names.put(reverse, Map.of(Type.SOA, Set.of(), Type.NS, Set.of("ns1." + APEX)));
    }
    zone.put("b._dns-sd._udp." + APEX, Type.PTR, APEX);
    zone.put("lb._dns-sd._udp." + APEX, Type.PTR, APEX);
    List<Service> services =
        catalog.services().stream().flatMap(name -> catalog.service(name).stream()).toList();
    for (Service service : services) {
      zone.serviceNames.add(service.name() + "." + APEX);
      for (Protocol protocol : Protocol.values()) {
        zone.serviceNames.add(overProtocol(service.name(), protocol));
      }
    }
    services.forEach(zone::add);
    return zone;
  }

  boolean exists(String name) {
    return names.keySet().stream()
        .anyMatch(known -> known.equals(name) || known.endsWith("." + name));
  }

  /** The RDATA of the answer, empty for none. */
  Set<String> answer(String name, int type) {
    Map<Integer, Set<String>> types = names.getOrDefault(name, Map.of());
    return types.getOrDefault(Type.CNAME, types.getOrDefault(type, Set.of()));
  }

  boolean isAlias(String name) {
    return names.getOrDefault(name, Map.of()).containsKey(Type.CNAME);
  }

  private void add(Service service) {
    String name = service.name() + "." + APEX;
    Map<InstanceId, String> instanceNames = instanceNames(service, name);
    given.clear();
    given.addAll(given(service));
    for (Registered entry : service.registered()) {
      add(entry, instanceNames.getOrDefault(entry.key().id(), ""));
    }
    names.put(name, new HashMap<>());
    for (Protocol protocol : Protocol.values()) {
      names.putIfAbsent(overProtocol(service.name(), protocol), new HashMap<>());
    }
    for (Registered entry : service.registered()) {
      for (Port port : entry.instance().ports()) {
        String portName = "_" + port.name() + "._" + port.protocol() + "." + name;
        if (!serviceNames.contains(portName)) {
          names.putIfAbsent(portName, new HashMap<>());
        }
      }
    }
    for (Registered entry : service.registered()) {
      addReverse(entry, instanceNames.getOrDefault(entry.key().id(), ""));
      addSelections(entry, name, instanceNames.getOrDefault(entry.key().id(), ""));
    }
    addBrowsing(service, instanceNames);
    for (Registered entry : given) {
      addToSets(entry.instance(), name, instanceNames.getOrDefault(entry.key().id(), ""));
    }
    if (given.size() == 1
        && given.getFirst().instance().endpoint() instanceof ExternalHost(String host)) {
      names.put(name, Map.of(Type.CNAME, Set.of(host + ".")));
    }
  }

  /** Who is up; where nobody is, who holds a lease and is down by checks alone. */
  private static List<Registered> given(Service service) {
    List<Registered> up =
        service.registered().stream().filter(held -> says(held) && passes(held)).toList();
    return !up.isEmpty()
        ? up
        : service.registered().stream()
            .filter(held -> says(held) && !held.instance().lease().isZero())
            .filter(held -> held.oversight().override().isEmpty())
            .toList();
  }

  /** Whether the operator, or where there is no word of one the instance, says that it is up. */
  private static boolean says(Registered held) {
    return held.oversight().override().map(StatusOverride::status).orElse(held.instance().status())
        == Status.UP;
  }

  private static boolean passes(Registered held) {
    return held.oversight().override().isPresent()
        || held.instance().checks().stream()
            .map(check -> held.oversight().verdict(check))
            .noneMatch(Verdict.FAILING::equals);
  }

  /** The instance under its own name. */
  private void add(Registered entry, String own) {
    names.put(own, new HashMap<>());
    Instance instance = entry.instance();
    if (!given.contains(entry)) {
      return;
    }
    switch (instance.endpoint()) {
      case ExternalHost(String host) -> put(own, Type.CNAME, host + ".");
      case Addresses(List<IpAddress> all) -> {
        all.forEach(address -> putAddress(own, address));
        instance.ports().forEach(port -> put(own, Type.SRV, srv(instance, port, own)));
        put(own, Type.TXT, text(instance));
      }
    }
  }

  /** The instance under the names of its service and of its ports. */
  private void addToSets(Instance instance, String service, String own) {
    if (instance.endpoint() instanceof Addresses(List<IpAddress> all)) {
      all.forEach(address -> putAddress(service, address));
    }
    String target = target(instance, own);
    addBindings(instance, service, target);
    String primary = srv(instance, instance.primaryPort(), target);
    put(service, Type.SRV, primary);
    if (!instance.metadata().pairs().isEmpty()) {
      put(service, Type.TXT, text(instance));
    }
    Protocol protocol = instance.primaryPort().protocol();
    put(overProtocol(instance.service(), protocol), Type.SRV, primary);
    for (Port port : instance.ports()) {
      String portName = "_" + port.name() + "._" + port.protocol() + "." + service;
      if (!serviceNames.contains(portName)) {
        put(portName, Type.SRV, srv(instance, port, target));
      }
    }
  }

  /** By each set of tags that the instance has, in any order, and by locality. */
  private void addSelections(Registered entry, String service, String own) {
    Instance instance = entry.instance();
    var selections = new ArrayList<String>();
    List<String> tags = instance.tags().stream().map(Tag::text).toList();
    for (String one : tags) {
      selections.add(one + "._tag." + service);
      for (String other : tags) {
        selections.add(one + "." + other + "._tag." + service);
        tags.forEach(third -> selections.add(one + "." + other + "." + third + "._tag." + service));
      }
    }
    instance.locality().ifPresent(zone -> selections.add(zone + "._zone." + service));
    for (String name : selections) {
      names.putIfAbsent(name, new HashMap<>());
      if (given.contains(entry)) {
        if (instance.endpoint() instanceof Addresses(List<IpAddress> all)) {
          all.forEach(address -> putAddress(name, address));
        }
        put(name, Type.SRV, srv(instance, instance.primaryPort(), target(instance, own)));
      }
    }
  }

  /** As dnsjava names addresses. */
  private void addReverse(Registered entry, String own) {
    if (entry.instance().endpoint() instanceof Addresses(List<IpAddress> all)) {
      for (IpAddress address : all) {
        String name = ReverseMap.fromAddress(address.value()).toString();
        names.putIfAbsent(name, new HashMap<>());
        if (given.contains(entry)) {
          put(name, Type.PTR, own);
        }
      }
    }
  }

  /** What RFC 6763 has beside the SRV records of the service. */
  private void addBrowsing(Service service, Map<InstanceId, String> instanceNames) {
    List<String> labels = service.name().labels();
    var domain = new StringBuilder();
    labels.subList(1, labels.size()).forEach(label -> domain.append(label).append('.'));
    String types = "_services._dns-sd._udp." + domain + APEX;
    names.putIfAbsent(types, new HashMap<>());
    Map<InstanceId, String> browsed = browsedLabels(service);
    for (Registered entry : service.registered()) {
      Instance instance = entry.instance();
      Protocol protocol = instance.primaryPort().protocol();
      String type = overProtocol(service.name(), protocol);
      put(types, Type.PTR, type);
      String label = browsed.getOrDefault(instance.id(), "");
      String own = instanceNames.getOrDefault(instance.id(), "");
      String name = label.toLowerCase(Locale.ROOT) + "." + type;
      names.put(name, new HashMap<>());
      for (Tag tag : instance.tags()) {
        names.putIfAbsent("_" + tag + "._sub." + type, new HashMap<>());
      }
      if (given.contains(entry)) {
        put(type, Type.PTR, label + "." + type);
        instance
            .tags()
            .forEach(tag -> put("_" + tag + "._sub." + type, Type.PTR, label + "." + type));
        put(name, Type.SRV, srv(instance, instance.primaryPort(), target(instance, own)));
        put(name, Type.TXT, text(instance));
      }
    }
  }

  /** The ids, but for those that differ from an earlier one in case alone or are taken. */
  private static Map<InstanceId, String> browsedLabels(Service service) {
    Set<String> taken = new HashSet<>(Set.of("_sub"));
    if (service.name().labels().getFirst().equals("dns-sd")) {
      taken.addAll(Set.of("_services", "b", "lb"));
    }
    var labels = new HashMap<InstanceId, String>();
    service.registered().stream()
        .map(entry -> entry.key().id())
        .sorted()
        .forEach(
            id -> {
              boolean free = taken.add(id.text().toLowerCase(Locale.ROOT));
              labels.put(id, free ? id.text() : id.hashLabel());
            });
    return labels;
  }

  private static String target(Instance instance, String own) {
    return instance.endpoint() instanceof ExternalHost(String host) ? host + "." : own;
  }

  private void addBindings(Instance instance, String service, String target) {
    String alpn = instance.metadata().pairs().get("alpn");
    Port https =
        instance.ports().stream()
            .filter(port -> port.name().equals("https"))
            .findAny()
            .orElse(null);
    if (alpn == null && https == null) {
      return;
    }
    int port = (https == null ? instance.primaryPort() : https).number();
    String record = instance.priority() + 1 + " " + target;
    if (alpn != null && !alpn.isEmpty()) {
      record += " alpn=" + alpn;
    }
    put(service, Type.HTTPS, record + (port == 443 ? "" : " port=" + port));
    if (alpn != null) {
      put(service, Type.SVCB, record + " port=" + port);
    }
  }

  private Map<InstanceId, String> instanceNames(Service service, String name) {
    var taken = new HashSet<String>();
    var own = new HashMap<InstanceId, String>();
    var ids =
        service.registered().stream()
            .map(entry -> entry.key().id())
            .collect(toCollection(TreeSet::new));
    var inOrder = new ArrayList<>(ids);
    inOrder.removeIf(id -> !id.text().equals(id.label()));
    ids.stream().filter(id -> !inOrder.contains(id)).toList().forEach(inOrder::add);
    for (InstanceId id : inOrder) {
      String instance = id.label() + "." + name;
      boolean free = !serviceNames.contains(instance) && taken.add(instance);
      own.put(id, free ? instance : id.hashLabel() + "." + name);
    }
    return own;
  }

  private static String overProtocol(ServiceName service, Protocol protocol) {
    List<String> labels = service.labels();
    var rest = new StringBuilder();
    labels.subList(1, labels.size()).forEach(label -> rest.append(label).append('.'));
    return "_" + labels.getFirst() + "._" + protocol + "." + rest + APEX;
  }

  private void putAddress(String name, IpAddress address) {
    put(name, address.isIpv4() ? Type.A : Type.AAAA, address.value().getHostAddress());
  }

  private void put(String name, int type, String rdata) {
    Map<Integer, Set<String>> types = names.computeIfAbsent(name, any -> new HashMap<>());
    types.computeIfAbsent(type, any -> new TreeSet<>()).add(rdata);
  }

  private static String srv(Instance instance, Port port, String target) {
    return instance.priority() + " " + instance.weight() + " " + port.number() + " " + target;
  }

  private static String text(Instance instance) {
    if (instance.metadata().pairs().isEmpty()) {
      return "\"\"";
    }
    return String.join(
        " ",
        instance.metadata().pairs().entrySet().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .toList());
  }
}
