package dev.rollcall.registry.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One running copy of a service, as it was registered. Immutable; whatever exists is valid.
 *
 * @param ports 1 to 32, names distinct; the first is the one that the service's own name stands for
 * @param priority 0 to 65535, lower is asked first (RFC 2782)
 * @param weight 0 to 65535, a share among equal priorities (RFC 2782)
 * @param tags up to 64, distinct, in order
 * @param lease 1 second to 24 hours, in whole seconds
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
    Status status) {
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
  public static final int DEFAULT_WEIGHT = 1;
  public static final int MAX_PORTS = 32;
  public static final int MAX_TAGS = 64;
  public static final Range PRIORITIES = new Range(0, 65_535);
  public static final Range WEIGHTS = new Range(0, 65_535);
  public static final Range LEASE_SECONDS = new Range(1, 86_400);

  public Instance {
    ports = List.copyOf(ports);
    checkPorts(ports);
    PRIORITIES.check("priority", priority);
    WEIGHTS.check("weight", weight);
    // What most instances have alike is in memory once: tags, the length of a lease.
    tags = tags.isEmpty() ? List.of() : tags.stream().distinct().sorted().toList();
    if (tags.size() > MAX_TAGS) {
      throw new InvalidValueException("tags", tags.size() + " tags", "up to 64 tags");
    }
    boolean wholeSeconds = lease.equals(Duration.ofSeconds(lease.toSeconds()));
    if (!wholeSeconds || !LEASE_SECONDS.contains(lease.toSeconds())) {
      throw new InvalidValueException("leaseSeconds", lease.toSeconds(), LEASE_SECONDS.toString());
    }
    lease = lease.equals(DEFAULT_LEASE) ? DEFAULT_LEASE : lease;
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

  public Instance withPriority(int value) {
    return new Instance(
        key, endpoint, ports, value, weight, tags, locality, metadata, lease, status);
  }

  public Instance withWeight(int value) {
    return new Instance(
        key, endpoint, ports, priority, value, tags, locality, metadata, lease, status);
  }

  public Instance withTags(Tag... values) {
    return new Instance(
        key, endpoint, ports, priority, weight, List.of(values), locality, metadata, lease, status);
  }

  public Instance withLocality(Locality value) {
    return new Instance(
        key, endpoint, ports, priority, weight, tags, Optional.of(value), metadata, lease, status);
  }

  public Instance withMetadata(Metadata value) {
    return new Instance(
        key, endpoint, ports, priority, weight, tags, locality, value, lease, status);
  }

  public Instance withLease(Duration value) {
    return new Instance(
        key, endpoint, ports, priority, weight, tags, locality, metadata, value, status);
  }

  public Instance withStatus(Status value) {
    return new Instance(
        key, endpoint, ports, priority, weight, tags, locality, metadata, lease, value);
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
