package dev.rollcall.cluster.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.registry.standing.Company;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CompanyWatchTest {
  private static final Company TOGETHER = new Company(3, 0, Optional.empty());

  private final List<Boolean> told = new ArrayList<>();
  private Company company = TOGETHER;

  @Test
  void whoRefusesStopsAnsweringWhenItLastsTooLongUntilItIsOver() {
    CompanyWatch watch = watch(WhenIsolated.REFUSE);
    watch.look();
    company = isolatedFor(299);
    watch.look();
    assertEquals(List.of(), told);

    company = isolatedFor(300);
    watch.look();
    watch.look();
    assertEquals(List.of(true), told);

    company = TOGETHER;
    watch.look();
    watch.look();
    assertEquals(List.of(true, false), told);
  }

  @Test
  void whoAcceptsAnswersForEver() {
    CompanyWatch watch = watch(WhenIsolated.ACCEPT);
    company = isolatedFor(100_000);
    watch.look();
    assertEquals(List.of(), told);
  }

  @Test
  void moreMembersThanExpectedAreToldOfOnceUntilTheyAreGone() {
    CompanyWatch watch = watch(WhenIsolated.ACCEPT);
    var four = new Company(4, 0, Optional.empty());
    assertEquals(Optional.empty(), watch.crowding(TOGETHER));
    assertEquals(
        Optional.of(
            "4 members seen and 3 expected: if they are to stay, name all in join or raise"
                + " expect-members, on all members; the number of backups goes by it"),
        watch.crowding(four));
    assertEquals(Optional.empty(), watch.crowding(four));
    assertEquals(Optional.empty(), watch.crowding(TOGETHER));
    assertTrue(watch.crowding(four).isPresent());
  }

  private CompanyWatch watch(WhenIsolated whenIsolated) {
    var settings =
        new CompanySettings(
            "a.internal",
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            whenIsolated,
            Duration.ofMinutes(5));
    return new CompanyWatch(() -> company, settings, 3, told::add);
  }

  private static Company isolatedFor(int seconds) {
    return new Company(1, 2, Optional.of(Duration.ofSeconds(seconds)));
  }
}
