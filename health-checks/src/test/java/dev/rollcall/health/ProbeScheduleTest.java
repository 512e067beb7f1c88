package dev.rollcall.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.health.ProbeSchedule.Due;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
  private static final Duration STEP = Duration.ofMillis(10);

  private final ManualTime time = new ManualTime();
  private final ProbeSchedule schedule = new ProbeSchedule();

  @Test
  void tenThousandChecksThatBeginTogetherAreSpreadEvenly() {
    for (int i = 0; i < 10_000; i++) {
      add("web-" + i, Instances.check("tcp", 10));
    }
    int[] due =
        IntStream.range(0, 100).map(tenth -> dueWithin(Duration.ofMillis(100)).size()).toArray();
    assertEquals(10_000, IntStream.of(due).sum());
    assertTrue(
        IntStream.of(due).allMatch(count -> count > 50 && count < 150), List.of(due)::toString);
  }

  @Test
  void checksOfOneInstanceAreSpreadToo() {
    WatchedCheck one = add("web-1", Instances.check("one", 10));
    WatchedCheck other = add("web-1", Instances.check("other", 10));
    assertTrue(Math.abs(one.due - other.due) > STEP.toNanos());
  }

  @Test
  void probesKeepTheirBeatHoweverLateTheyAreAskedFor() {
    WatchedCheck check = add("web-1", Instances.check("tcp", 10));
    long first = check.due;
    var due = new ArrayList<Long>();
    for (int i = 0; i < 30; i++) {
      time.advance(Duration.ofSeconds(3 + i % 3));
      schedule.dueBy(time.nanoTime()).forEach(moment -> due.add(moment.at()));
    }
    assertEquals(
        IntStream.range(0, due.size()).mapToObj(i -> first + i * check.interval()).toList(), due);
  }

  @Test
  void whatWasMissedIsLeftOut() {
    WatchedCheck check = add("web-1", Instances.check("tcp", 10));
    long first = check.due;
    time.advance(Duration.ofSeconds(75));
    assertEquals(1, schedule.dueBy(time.nanoTime()).size());
    assertEquals(0, Math.floorMod(check.due - first, check.interval()));
    assertTrue(check.due - time.nanoTime() > 0);
    assertTrue(check.due - time.nanoTime() <= check.interval());
  }

  @Test
  void everyNodeHasTheSameBeat() {
    WatchedCheck here = add("web-1", Instances.check("tcp", 60));
    time.advance(Duration.ofSeconds(217));
    var elsewhere = new ProbeSchedule();
    WatchedCheck there = watched("web-1", Instances.check("tcp", 60));
    elsewhere.add(there, time.nanoTime(), time.instant());
    assertEquals(0, Math.floorMod(there.beat - here.beat, here.interval()));
  }

  @Test
  void firstProbeComesSoonAndTheOthersInTheirBeat() {
    WatchedCheck check = add("web-1", Instances.check("tcp", 3600));
    long beat = check.beat;
    assertEquals(1, dueWithin(ProbeSchedule.FIRST).size());
    assertEquals(0, dueWithin(Duration.ofSeconds(1790)).size());
    assertTrue(!dueWithin(Duration.ofHours(1)).isEmpty());
    assertEquals(0, Math.floorMod(check.due - beat, check.interval()));
  }

  @Test
  void noTwoProbesAreMoreThanAnIntervalApartNorLessThanHalfOfIt() {
    for (int i = 0; i < 50; i++) {
      WatchedCheck check = add("web-" + i, Instances.check("tcp", 60));
      List<Long> due = dueWithin(Duration.ofMinutes(5)).stream().map(Due::at).toList();
      for (int j = 1; j < due.size(); j++) {
        long apart = due.get(j) - due.get(j - 1);
        assertTrue(apart >= check.interval() / 2 && apart <= check.interval(), due::toString);
      }
      check.isOpen = false;
    }
  }

  @Test
  void checkThatIsHastenedIsMadeOnceMore() {
    WatchedCheck check = add("web-1", Instances.check("tcp", 3600));
    dueWithin(ProbeSchedule.FIRST);
    schedule.hasten(check, time.nanoTime());
    assertEquals(1, dueWithin(ProbeSchedule.TAKEN_OVER).size());
    assertEquals(0, dueWithin(Duration.ofSeconds(1790)).size());
  }

  @Test
  void closedCheckIsNotDue() {
    add("web-1", Instances.check("tcp", 1)).isOpen = false;
    assertEquals(0, dueWithin(Duration.ofSeconds(5)).size());
  }

  private List<ProbeSchedule.Due> dueWithin(Duration span) {
    var due = new ArrayList<ProbeSchedule.Due>();
    for (long passed = 0; passed < span.toNanos(); passed += STEP.toNanos()) {
      time.advance(STEP);
      due.addAll(schedule.dueBy(time.nanoTime()));
    }
    return due;
  }

  private WatchedCheck add(String id, Check check) {
    WatchedCheck watched = watched(id, check);
    schedule.add(watched, time.nanoTime(), time.instant());
    return watched;
  }

  private WatchedCheck watched(String id, Check check) {
    HybridTime now = HybridTime.at(time.instant());
    var held = new Registered(Instances.with(id, check), InstanceVersion.first(now), now, now);
    return new WatchedCheck(held, check);
  }
}
