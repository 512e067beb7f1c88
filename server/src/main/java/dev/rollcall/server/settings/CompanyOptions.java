package dev.rollcall.server.settings;

import dev.rollcall.cluster.MemberAddress;
import dev.rollcall.cluster.company.CompanySettings;
import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.cluster.company.KubernetesService;
import dev.rollcall.registry.instance.Locality;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the settings that say with whom a node forms a cluster. */
final class CompanyOptions {
  private static final String KUBERNETES = "kubernetes:";
  private static final int MOST_MEMBERS = 1000;
  private static final int MOST_SECONDS = 86_400;

  private CompanyOptions() {}

  static CompanySettings from(GivenSettings given) throws StartRefusedException {
    return new CompanySettings(
        ZoneOptions.from(given).services().text(),
        given.of(Setting.EXPECT_MEMBERS).read(CompanyOptions::expected),
        given.of(Setting.JOIN).read(CompanyOptions::kubernetes),
        given.of(Setting.MEMBER_ZONE).read(CompanyOptions::place),
        given.of(Setting.WHEN_ISOLATED).read(CompanyOptions::whenIsolated),
        given.of(Setting.MAX_STALE).read(CompanyOptions::seconds));
  }

  /** The members that are named; none where Kubernetes knows them. */
  static List<MemberAddress> members(String text) {
    if (isKubernetes(text)) {
      return List.of();
    }
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
        .filter(member -> !member.isBlank())
        .map(CompanyOptions::member)
        .distinct()
        .toList();
  }

  private static MemberAddress member(String text) {
    MemberAddress member = MemberAddress.parse(text);
    if (member.port() == 0) {
      throw new IllegalArgumentException("nobody can be found at port 0");
    }
    return member;
  }

  private static Optional<KubernetesService> kubernetes(String text) {
    if (!isKubernetes(text)) {
      return Optional.empty();
    }
    MemberAddress service = MemberAddress.parse(text.strip().substring(KUBERNETES.length()));
    return Optional.of(
        new KubernetesService(service.host().toLowerCase(Locale.ROOT), service.port()));
  }

  private static boolean isKubernetes(String text) {
    return text.strip().toLowerCase(Locale.ROOT).startsWith(KUBERNETES);
  }

  private static OptionalInt expected(String text) {
    return text.isBlank()
        ? OptionalInt.empty()
        : OptionalInt.of(Settings.number(text, 1, MOST_MEMBERS));
  }

  private static Optional<Locality> place(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(new Locality(text));
  }

  private static WhenIsolated whenIsolated(String text) {
    return WhenIsolated.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Settings.number(text, 1, MOST_SECONDS));
  }
}
