package dev.rollcall.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreakTest {
  /** A plus is a probe that passed; a capital is the verdict after the probes before it. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, PASSING, P-F+P-F",
    "2, 3, PASSING, P--P-F",
    "2, 3, PASSING, P--+--P-F",
    "2, 3, FAILING, F+F+P",
    "2, 3, FAILING, F+-+F+P",
    "2, 3, PASSING, P---F+-+-+F+P--P-F",
    "10, 10, PASSING, P---------P-F+++++++++F+P",
  })
  void verdictTurnsWhenEnoughProbesInARowSaySo(int rise, int fall, Verdict initial, String story) {
    var streak = new Streak(pace(rise, fall), initial);
    story
        .chars()
        .forEach(
            sign -> {
              if (sign == '+' || sign == '-') {
                Verdict before = streak.verdict();
                assertEquals(streak.note(sign == '+'), streak.verdict() != before, story);
              } else {
                assertEquals(sign, streak.verdict().name().charAt(0), story);
              }
            });
  }

  @Test
  void whatOthersCameToBeginsANewStreak() {
    var streak = new Streak(pace(2, 2), Verdict.PASSING);
    streak.note(false);
    streak.begin(Verdict.PASSING);
    assertFalse(streak.note(false));
    streak.begin(Verdict.FAILING);
    streak.note(true);
    assertEquals(Verdict.FAILING, streak.verdict());
  }

  private static Pace pace(int rise, int fall) {
    return new Pace(Duration.ofSeconds(10), Duration.ofSeconds(2), rise, fall, Verdict.PASSING);
  }
}
