package dev.rollcall.load;

import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Instances by number, as many as a benchmark wants, and what answers for them. */
final class Fleet {
  private static final int RELEASES = 5;

  private long moments = HybridTime.at(Instant.parse("2026-11-20T12:00:00Z")).bits();

  /** Number {@code index} of a service, a later state each time. */
  Registered entry(String service, int index, boolean tagged) {
    return entry(instance(service, index, 0, tagged));
  }

  /** A later state with that instance. */
  Registered entry(Instance instance) {
    var now = new HybridTime(moments++);
    return new Registered(instance, InstanceVersion.first(now), now, now);
  }

  /**
   * Number {@code index} of a service.
   *
   * @param move another address for each
   * @param tagged with one of three regions and one of five releases
   */
  static Instance instance(String service, int index, int move, boolean tagged) {
    var address = "10.%d.%d.%d".formatted(index >> 16 & 0xff, index >> 8 & 0xff, index & 0xff);
    var other = "10.%d.%d.%d".formatted(128 + move, index >> 8 & 0xff, index & 0xff);
    var instance =
        Instance.of(
            InstanceKey.of(service, "instance-" + index),
            Addresses.of(move == 0 ? address : other),
            Port.tcp(8080));
    return tagged
        ? instance.withTags(
            new Tag(List.of("east", "west", "north").get(index % 3)),
            new Tag("v" + index % RELEASES))
        : instance;
  }

  /** Shows the catalogue in a zone, once it follows or is told of changes. */
  static ZoneCompiler compiler(Zone zone, Catalog catalog, Agreement agreement) {
    return new ZoneCompiler(
        zone,
        catalog,
        ZoneSettings.DEFAULT_TTL,
        ZoneSettings.DEFAULT_NEGATIVE_TTL,
        List.of(IpAddress.parse("127.0.0.1")),
        new Serial(agreement, InstantSource.system()));
  }
}
