package dev.rollcall.registry.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One running copy of a service, as it was registered. Immutable; whatever exists is valid.
 *
 * @param ports 1 to 32, names distinct; the first is the one that the service's own name stands for
 * @param priority 0 to 65535, lower is asked first (RFC 2782)
 * @param weight 0 to 65535, a share among equal priorities (RFC 2782)
 * @param tags up to 64, distinct, in order
 * @param lease 1 second to 24 hours, in whole seconds; zero for an instance without heartbeats,
 *     which has at least one check and lives as long as it is not removed
 */
public record Instance(
    InstanceKey key,
    Endpoint endpoint,
    List<Port> ports,
    int priority,
    int weight,
    List<Tag> tags,
    Optional<Locality> locality,
    Metadata metadata,
    Duration lease,
    Status status,
    Supervision supervision) {
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
  public static final int DEFAULT_WEIGHT = 1;
  public static final int MAX_PORTS = 32;
  public static final int MAX_TAGS = 64;
  public static final Range PRIORITIES = new Range(0, 65_535);
  public static final Range WEIGHTS = new Range(0, 65_535);
  public static final Range LEASE_SECONDS = new Range(1, 86_400);

  /** The lengths that there are; the range bounds them. */
  private static final ConcurrentMap<Duration, Duration> LEASES = new ConcurrentHashMap<>();

  public Instance {
    ports = List.copyOf(ports);
    checkPorts(ports);
    PRIORITIES.check("priority", priority);
    WEIGHTS.check("weight", weight);
    // What most instances have alike is in memory once: names, tags, the length of a lease.
    key = key.withSharedService();
    tags = tags.isEmpty() ? List.of() : tags.stream().distinct().sorted().toList();
    if (tags.size() > MAX_TAGS) {
      throw new InvalidValueException("tags", tags.size() + " tags", "up to 64 tags");
    }
    supervision = supervision.shared();
    Check.checkAll(supervision.checks(), endpoint, ports);
    checkLease(lease, supervision.checks());
    lease = LEASES.computeIfAbsent(lease, Function.identity());
  }

  /** An instance that nobody but itself looks after. */
  public Instance(
      InstanceKey key,
      Endpoint endpoint,
      List<Port> ports,
      int priority,
      int weight,
      List<Tag> tags,
      Optional<Locality> locality,
      Metadata metadata,
      Duration lease,
      Status status) {
    this(
        key,
        endpoint,
        ports,
        priority,
        weight,
        tags,
        locality,
        metadata,
        lease,
        status,
        Supervision.NONE);
  }

  /** An instance with the defaults: lease 30 s, weight 1, priority 0, {@link Status#UP}. */
  public static Instance of(InstanceKey key, Endpoint endpoint, Port... ports) {
    return new Instance(
        key,
        endpoint,
        List.of(ports),
        0,
        DEFAULT_WEIGHT,
        List.of(),
        Optional.empty(),
        Metadata.NONE,
        DEFAULT_LEASE,
        Status.UP);
  }

  public ServiceName service() {
    return key.service();
  }

  public InstanceId id() {
    return key.id();
  }

  /** The port that the service's own name stands for. */
  public Port primaryPort() {
    return ports.getFirst();
  }

  /** What the registry checks of it. */
  public List<Check> checks() {
    return supervision.checks();
  }

  /** After how long of failing checks it is removed; never when empty. */
  public Optional<Duration> removeAfter() {
    return supervision.removeAfter();
  }

  /** How long it stays known once it drains. */
  public Duration drain() {
    return supervision.drain();
  }

  /** Whether it has to be heard of to stay. */
  public boolean hasLease() {
    return !lease.isZero();
  }

  /** The instance without heartbeats, for as long as its checks say. */
  public Instance withoutLease() {
    return withLease(Duration.ZERO);
  }

  public Instance withPriority(int value) {
    return new Instance(
        key, endpoint, ports, value, weight, tags, locality, metadata, lease, status, supervision);
  }

  public Instance withWeight(int value) {
    return new Instance(
        key,
        endpoint,
        ports,
        priority,
        value,
        tags,
        locality,
        metadata,
        lease,
        status,
        supervision);
  }

  public Instance withTags(Tag... values) {
    return new Instance(
        key,
        endpoint,
        ports,
        priority,
        weight,
        List.of(values),
        locality,
        metadata,
        lease,
        status,
        supervision);
  }

  public Instance withLocality(Locality value) {
    return new Instance(
        key,
        endpoint,
        ports,
        priority,
        weight,
        tags,
        Optional.of(value),
        metadata,
        lease,
        status,
        supervision);
  }

  public Instance withMetadata(Metadata value) {
    return new Instance(
        key, endpoint, ports, priority, weight, tags, locality, value, lease, status, supervision);
  }

  public Instance withLease(Duration value) {
    return new Instance(
        key,
        endpoint,
        ports,
        priority,
        weight,
        tags,
        locality,
        metadata,
        value,
        status,
        supervision);
  }

  public Instance withStatus(Status value) {
    return new Instance(
        key,
        endpoint,
        ports,
        priority,
        weight,
        tags,
        locality,
        metadata,
        lease,
        value,
        supervision);
  }

  public Instance withSupervision(Supervision value) {
    return new Instance(
        key, endpoint, ports, priority, weight, tags, locality, metadata, lease, status, value);
  }

  private static void checkLease(Duration lease, List<Check> checks) {
    if (lease.isZero() && !checks.isEmpty()) {
      return;
    }
    boolean wholeSeconds = lease.equals(Duration.ofSeconds(lease.toSeconds()));
    if (!wholeSeconds || !LEASE_SECONDS.contains(lease.toSeconds())) {
      throw new InvalidValueException(
          "leaseSeconds", lease.toSeconds(), LEASE_SECONDS + ", or 0 with at least one check");
    }
  }

  private static void checkPorts(List<Port> ports) {
    if (ports.isEmpty() || ports.size() > MAX_PORTS) {
      throw new InvalidValueException("ports", ports.size() + " ports", "1 to 32 ports");
    }
    var names = ports.stream().map(Port::name).collect(Collectors.toSet());
    if (names.size() < ports.size()) {
      throw new InvalidValueException(
          "ports", ports.stream().map(Port::name).toList(), "distinct port names");
    }
  }
}
