package dev.rollcall.dns.fuzz;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import java.util.Map;

/** A zone with something of every kind: answers that fit, that are cut, aliases, and nothing. */
final class FuzzedZone {
  /** Names whose nodes differ. */
  private static final String[] NAMES = {
    "service.internal",
    "ns1.service.internal",
    "web.service.internal",
    "a.web.service.internal",
    "_web._tcp.service.internal",
    "_grpc._udp.web.service.internal",
    "_tcp.web.service.internal",
    "big.service.internal",
    "ext.service.internal",
    "none.service.internal",
    "a.none.deep.service.internal",
    "internal",
    "example.com"
  };

  private static final int MANY = 120;

  private FuzzedZone() {}

  static ServedZone serve() {
    ServedZone zone = withoutTurns(ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD));
    zone.register(Instances.of("web", "b:8080", "10.0.0.2", "10.0.0.3"));
    for (int i = 0; i < MANY; i++) {
      zone.register(Instances.of("big", "i" + i, "10.0.1." + i, "fd00::1:" + i));
    }
    return zone;
  }

  /** With one record in each set, so that whatever is asked again is answered the same. */
  static ServedZone withoutTurns(ReplyPolicy policy) {
    ServedZone zone = ServedZone.empty(policy);
    zone.register(
        Instance.of(
                InstanceKey.of("web", "a"),
                Addresses.of("10.0.0.1", "fd00::1"),
                Port.tcp(8080),
                new Port("grpc", 9090, Protocol.UDP))
            .withMetadata(new Metadata(Map.of("version", "2.3", "text", "x".repeat(200)))));
    zone.register(
        Instance.of(InstanceKey.of("ext", "a"), new ExternalHost("x.example.com"), Port.tcp(443)));
    return zone;
  }

  /** One of the names, whatever the number. */
  static String name(int number) {
    return NAMES[number % NAMES.length];
  }
}
