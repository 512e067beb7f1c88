package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a registration says of an instance; what it leaves out has a default. */
public record RegistrationBody(
    Optional<Endpoint> endpoint,
    List<Port> ports,
    Optional<Integer> priority,
    Optional<Integer> weight,
    Optional<List<Tag>> tags,
    Optional<Locality> zone,
    Optional<Metadata> metadata,
    Optional<Integer> leaseSeconds,
    Optional<Status> status,
    Optional<List<Check>> checks,
    Optional<Integer> removeAfterSeconds,
    Optional<Integer> drainSeconds) {
  /** Zero is for those that have checks. */
  private static final Range LEASE_SECONDS = new Range(0, Instance.LEASE_SECONDS.most());

  public RegistrationBody {
    ports = List.copyOf(ports);
    tags = tags.map(List::copyOf);
    checks = checks.map(List::copyOf);
  }

  /**
   * Reads and checks every field.
   *
   * @param zone where no external host may lie
   */
  public static RegistrationBody read(Fields body, ServedZone zone) {
    RegistrationBody read = among(body, zone);
    body.end();
    return read;
  }

  /** Reads and checks the same fields where there may be others beside them. */
  static RegistrationBody among(Fields body, ServedZone zone) {
    Optional<Endpoint> endpoint = endpoint(body, zone);
    List<Port> ports = PortFields.read(body);
    return new RegistrationBody(
        endpoint,
        ports,
        body.integer("priority", Instance.PRIORITIES),
        body.integer("weight", Instance.WEIGHTS),
        body.texts("tags", Tag::new),
        body.text("zone", Locality::new),
        MetadataField.read(body),
        body.integer("leaseSeconds", LEASE_SECONDS),
        body.text("status", Status::parse),
        CheckFields.read(body, ports.getFirst().name()),
        body.integer("removeAfterSeconds", Supervision.REMOVE_AFTER_SECONDS),
        body.integer("drainSeconds", Supervision.DRAIN_SECONDS));
  }

  /**
   * The instance that is to be registered.
   *
   * @param caller where the request came from, the endpoint when the body names none
   */
  public Instance instance(InstanceKey key, Supplier<Endpoint> caller) {
    return new Instance(
        key,
        endpoint.orElseGet(caller),
        ports,
        priority.orElse(0),
        weight.orElse(Instance.DEFAULT_WEIGHT),
        tags.orElse(List.of()),
        zone,
        metadata.orElse(Metadata.NONE),
        leaseSeconds.map(Duration::ofSeconds).orElse(Instance.DEFAULT_LEASE),
        status.orElse(Status.UP),
        supervision());
  }

  private Supervision supervision() {
    return new Supervision(
        checks.orElse(List.of()),
        removeAfterSeconds.map(Duration::ofSeconds),
        drainSeconds.map(Duration::ofSeconds).orElse(Supervision.DEFAULT_DRAIN));
  }

  private static Optional<Endpoint> endpoint(Fields body, ServedZone zone) {
    Optional<Endpoint> addresses =
        body.texts("addresses", IpAddress::parse).map(Endpoint.Addresses::new);
    Optional<Endpoint> host = body.text("host", zone::hostOutside);
    if (addresses.isPresent() && host.isPresent()) {
      throw new RefusedRequestException(
          Problem.ofField("host", "it stands beside addresses", "either host or addresses"));
    }
    return addresses.or(() -> host);
  }
}
