package dev.rollcall.dns.fuzz;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
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
    "example.com",
    "any.wild.service.internal",
    "alias1.service.internal",
    "loop1.service.internal",
    "x.away.service.internal",
    "www.cut.service.internal",
    "canary._tag.web.service.internal",
    "canary.v2._tag.web.service.internal",
    "none.v2._tag.web.service.internal",
    "_services._dns-sd._udp.service.internal",
    "id.server"
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
    ServedZone zone = withFile(policy);
    zone.register(
        Instance.of(
                InstanceKey.of("web", "a"),
                Addresses.of("10.0.0.1", "fd00::1"),
                Port.tcp(8080),
                new Port("grpc", 9090, Protocol.UDP))
            .withTags(new Tag("canary"), new Tag("v2"))
            .withMetadata(new Metadata(Map.of("version", "2.3", "text", "x".repeat(200)))));
    zone.register(
        Instance.of(InstanceKey.of("ext", "a"), new ExternalHost("x.example.com"), Port.tcp(443)));
    return zone;
  }

  /** With wildcards, aliases, a delegation and a redirection beneath the services. */
  private static ServedZone withFile(ReplyPolicy policy) {
    try {
      Path file = Path.of(FuzzedZone.class.getResource("/fuzzed.zone").toURI());
      var source = new ZoneFileSource(DomainName.of("service.internal"), file);
      return ServedZone.with(ZoneSettings.DEFAULT.withFiles(List.of(source)), policy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** One of the names, whatever the number. */
  static String name(int number) {
    return NAMES[number % NAMES.length];
  }
}
