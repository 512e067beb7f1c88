package dev.rollcall.server.settings;

import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the settings that say what is answered over DNS. */
final class ZoneOptions {
  private static final String ALL = "*";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  private ZoneOptions() {}

  static ZoneSettings from(GivenSettings given) throws StartRefusedException {
    ZoneSettings named = ZoneSettings.of(given.of(Setting.ZONE).read(ZoneName::new));
    ZoneSettings filed =
        given.of(Setting.ZONE_FILES).read(text -> named.withFiles(zoneFiles(text)));
    ZoneSettings reverse =
        given.of(Setting.REVERSE_ZONES).read(text -> filed.withReverse(networks(text)));
    ZoneSettings kept = given.of(Setting.TTL).read(text -> reverse.withTtl(seconds(text)));
    ZoneSettings timed =
        given.of(Setting.NEGATIVE_TTL).read(text -> kept.withNegativeTtl(seconds(text)));
    AnswerPolicies limited = given.of(Setting.ANSWER_LIMIT).read(ZoneOptions::limits);
    AnswerPolicies policies = given.of(Setting.UDP_SUBSET).read(text -> withSubsets(limited, text));
    return timed.withPolicies(policies).withLocalities(LocalityOptions.from(given));
  }

  private static List<ZoneFileSource> zoneFiles(String text) {
    return CommaSeparated.parts(text).stream().map(ZoneOptions::zoneFile).toList();
  }

  private static ZoneFileSource zoneFile(String text) {
    String[] pair = pair(text);
    return new ZoneFileSource(DomainName.parse(pair[0]), Path.of(pair[1]));
  }

  static List<IpNetwork> networks(String text) {
    return CommaSeparated.parts(text).stream().map(IpNetwork::parse).toList();
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(number(text));
  }

  private static AnswerPolicies limits(String text) {
    var limits = new HashMap<ServiceName, Integer>();
    int others = AnswerPolicies.NONE.limit();
    for (String part : CommaSeparated.parts(text)) {
      String[] pair = pair(part);
      if (pair[0].equals(ALL)) {
        others = number(pair[1]);
      } else if (limits.put(new ServiceName(pair[0]), number(pair[1])) != null) {
        throw new IllegalArgumentException("two limits of one service");
      }
    }
    var none = AnswerPolicies.NONE;
    return new AnswerPolicies(limits, others, none.subsets(), none.subset());
  }

  private static AnswerPolicies withSubsets(AnswerPolicies limited, String text) {
    var subsets = new HashSet<ServiceName>();
    List<String> parts = CommaSeparated.parts(text);
    parts.stream()
        .filter(part -> !part.equals(ALL))
        .forEach(part -> subsets.add(new ServiceName(part)));
    return new AnswerPolicies(limited.limits(), limited.limit(), subsets, parts.contains(ALL));
  }

  static String[] pair(String text) {
    String[] pair = text.split("=", 2);
    if (pair.length < 2 || pair[0].isBlank() || pair[1].isBlank()) {
      throw new IllegalArgumentException("no key and value: " + text);
    }
    return pair;
  }

  private static int number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("no number: " + text);
    }
    return Integer.parseInt(text);
  }
}
