package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of names: what a service, its ports and its instances are called in the zone.
 *
 * @param overTcp the service in the form of RFC 2782
 * @param overUdp the same
 */
public record ServiceNames(DomainName service, DomainName overTcp, DomainName overUdp) {
  /** RFC 1035 section 2.3.4. */
  private static final int MAX_LABEL_OCTETS = 63;

  /** What that service is called below the apex. */
  public static ServiceNames of(DomainName apex, ServiceName service) {
    DomainName name = apex;
    for (String label : service.labels().reversed()) {
      name = name.child(label);
    }
    String firstLabel = service.labels().getFirst();
    return new ServiceNames(
        name,
        overProtocol(name.parent(), firstLabel, Protocol.TCP),
        overProtocol(name.parent(), firstLabel, Protocol.UDP));
  }

  private static DomainName overProtocol(DomainName domain, String label, Protocol protocol) {
    return domain.child("_" + protocol).child("_" + label);
  }

  String firstLabel() {
    return service.firstLabel();
  }

  /** What the service is browsed in: its name without the first label (RFC 6763 section 4.1). */
  public DomainName domain() {
    return service.parent();
  }

  /** The service in the form of RFC 2782: {@code orders.prod} is {@code _orders._tcp.prod}. */
  public DomainName overProtocol(Protocol protocol) {
    return switch (protocol) {
      case TCP -> overTcp;
      case UDP -> overUdp;
    };
  }

  /** One of its ports. */
  DomainName port(PortName port) {
    return service.child("_" + port.protocol()).child("_" + port.name());
  }

  /** One of its instances. */
  DomainName instance(String label) {
    return service.child(label);
  }

  /** Above the names of its tags. */
  DomainName tags() {
    return service.child("_tag");
  }

  /** Some of its instances; null where that is longer than a name may be. */
  @Nullable DomainName selection(Selection selection) {
    return switch (selection) {
      case Selection.Tagged(var tag) -> below(tags(), tag.text());
      case Selection.In(var locality) -> below(service.child("_zone"), locality.text());
      case Selection.Subtype(var protocol, var tag) ->
          below(overProtocol(protocol).child("_sub"), "_" + tag.text());
    };
  }

  /** Whether an instance can be browsed by that label. */
  boolean isBrowsable(String label) {
    return fits(overProtocol(Protocol.TCP), label);
  }

  /** The services that can be browsed in a domain (RFC 6763 section 9). */
  public static DomainName types(DomainName domain) {
    return browsing(domain, "_services");
  }

  /** What a domain says of itself to those who browse (RFC 6763 section 11). */
  public static DomainName browsing(DomainName domain, String label) {
    return domain.child("_udp").child("_dns-sd").child(label);
  }

  private static @Nullable DomainName below(DomainName name, String label) {
    return fits(name, label) ? name.child(label) : null;
  }

  private static boolean fits(DomainName name, String label) {
    int octets = label.getBytes(StandardCharsets.UTF_8).length;
    return octets <= MAX_LABEL_OCTETS && name.length() + 1 + octets <= DomainName.MAX_LENGTH;
  }
}
