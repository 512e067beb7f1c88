package dev.rollcall.dns;

import dev.rollcall.dns.compile.ReverseZone;
import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import java.time.Duration;
import java.util.List;

/**
 * What is answered.
 *
 * @param services the zone in which the services' names lie
 * @param ttl of all records of services; 1 second to 1 day, in whole seconds
 * @param negativeTtl how long resolvers may remember that something is not there; in the same range
 * @param reverse networks whose addresses lead back to instances, each a zone of its own
 * @param policies how much is answered of which service
 * @param localities how clients are answered that are near to some instances
 * @param files one for each zone; that of the services lies beneath them, all others stand alone
 */
public record ZoneSettings(
    ZoneName services,
    Duration ttl,
    Duration negativeTtl,
    List<IpNetwork> reverse,
    AnswerPolicies policies,
    LocalitySettings localities,
    List<ZoneFileSource> files) {
  public static final ZoneName DEFAULT_NAME = new ZoneName("service.internal");
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(5);
  public static final Duration DEFAULT_NEGATIVE_TTL = Duration.ofSeconds(3);

  private static final Duration MIN_TTL = Duration.ofSeconds(1);
  private static final Duration MAX_TTL = Duration.ofDays(1);

  /** The defaults: {@code service.internal}, 5 s and 3 s. */
  public static final ZoneSettings DEFAULT = of(DEFAULT_NAME);

  public ZoneSettings {
    checkTtl("ttl", ttl);
    checkTtl("negativeTtl", negativeTtl);
    reverse = List.copyOf(reverse);
    files = List.copyOf(files);
    if (files.stream().map(ZoneFileSource::zone).distinct().count() < files.size()) {
      throw new InvalidValueException("files", files, "one file for each zone");
    }
    checkReverse(reverse, files);
  }

  /** Services under that name, all else as by default. */
  public static ZoneSettings of(ZoneName services) {
    return new ZoneSettings(
        services,
        DEFAULT_TTL,
        DEFAULT_NEGATIVE_TTL,
        List.of(),
        AnswerPolicies.NONE,
        LocalitySettings.NONE,
        List.of());
  }

  public ZoneSettings withTtl(Duration value) {
    return new ZoneSettings(services, value, negativeTtl, reverse, policies, localities, files);
  }

  public ZoneSettings withNegativeTtl(Duration value) {
    return new ZoneSettings(services, ttl, value, reverse, policies, localities, files);
  }

  public ZoneSettings withReverse(List<IpNetwork> value) {
    return new ZoneSettings(services, ttl, negativeTtl, value, policies, localities, files);
  }

  public ZoneSettings withPolicies(AnswerPolicies value) {
    return new ZoneSettings(services, ttl, negativeTtl, reverse, value, localities, files);
  }

  public ZoneSettings withLocalities(LocalitySettings value) {
    return new ZoneSettings(services, ttl, negativeTtl, reverse, policies, value, files);
  }

  public ZoneSettings withFiles(List<ZoneFileSource> value) {
    return new ZoneSettings(services, ttl, negativeTtl, reverse, policies, localities, value);
  }

  private static void checkReverse(List<IpNetwork> reverse, List<ZoneFileSource> files) {
    reverse.forEach(ReverseZone::check);
    if (reverse.stream().distinct().count() < reverse.size()) {
      throw new InvalidValueException("reverse zones", reverse, "each network once");
    }
    for (IpNetwork network : reverse) {
      DomainName apex = ReverseZone.apex(network);
      if (files.stream().anyMatch(file -> file.zone().equals(apex))) {
        throw new InvalidValueException(
            "reverse zone", network, "a network whose zone " + apex + " has no file");
      }
    }
  }

  private static void checkTtl(String field, Duration ttl) {
    if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0 || ttl.toNanosPart() != 0) {
      throw new InvalidValueException(field, ttl, "1 to 86400 seconds");
    }
  }
}
