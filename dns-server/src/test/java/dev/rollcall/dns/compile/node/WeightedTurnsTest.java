package dev.rollcall.dns.compile.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeightedTurnsTest {
  @Test
  void eachComesAsOftenAsItsWeightSaysAndNotAllAtOnce() {
    assertArrayEquals(new int[] {0, 0, 1, 0, 2, 0, 0}, WeightedTurns.of(new int[] {5, 1, 1}));
  }

  @Test
  void weightsCountInLowestTerms() {
    assertArrayEquals(new int[] {0, 1, 0}, WeightedTurns.of(new int[] {20_000, 10_000}));
  }

  @Test
  void whatHasNoWeightHasNoTurnUnlessNobodyHas() {
    assertArrayEquals(new int[] {1}, WeightedTurns.of(new int[] {0, 7}));
    assertArrayEquals(new int[] {0, 1}, WeightedTurns.of(new int[] {0, 0}));
  }

  @Test
  void aRoundIsBoundedAndNobodyIsLeftOut() {
    int[] weights = new int[500];
    Arrays.setAll(weights, i -> i == 0 ? 65_535 : 1 + i % 7);
    int[] turns = WeightedTurns.of(weights);
    assertTrue(turns.length <= WeightedTurns.MAX_TURNS + weights.length, "turns: " + turns.length);
    assertEquals(weights.length, Arrays.stream(turns).distinct().count());
  }
}
