package dev.rollcall.dns.record;

import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of a name that records point to, for the additional section.
 *
 * @param ipv4 the A records
 * @param ipv6 the AAAA records
 * @param bundles all of them; RFC 2181 section 9: each set by itself, whole or not at all
 */
public record TargetAddresses(List<WireRecord> ipv4, List<WireRecord> ipv6, Bundles bundles) {
  /** Of a name that is kept elsewhere. */
  public static final TargetAddresses NONE = new TargetAddresses(List.of(), List.of());

  public TargetAddresses {
    ipv4 = List.copyOf(ipv4);
    ipv6 = List.copyOf(ipv6);
  }

  public TargetAddresses(List<WireRecord> ipv4, List<WireRecord> ipv6) {
    this(ipv4, ipv6, Bundles.of(ipv4, ipv6));
  }

  /** The records of both kinds. */
  public List<WireRecord> all() {
    return ipv6.isEmpty() ? ipv4 : Stream.concat(ipv4.stream(), ipv6.stream()).toList();
  }
}
