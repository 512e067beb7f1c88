package dev.rollcall.dns.compile.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
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

  @Test
  void turnsAreThoseOfSmoothWeightedRoundRobin() {
    var random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      int[] weights = random.ints(1 + random.nextInt(9), 0, 2 + random.nextInt(9)).toArray();
      if (Arrays.stream(weights).distinct().count() > 1) {
        int[] turns = WeightedTurns.of(weights);
        assertArrayEquals(smooth(weights, turns.length), turns, Arrays.toString(weights));
      }
    }
  }

  /** As NGINX has it: all earn their weight, who has most is next and pays for the whole round. */
  private static int[] smooth(int[] weights, int round) {
    int[] turns = new int[round];
    long[] credit = new long[weights.length];
    int sum = Arrays.stream(weights).sum();
    for (int turn = 0; turn < round; turn++) {
      int next = 0;
      for (int i = 0; i < weights.length; i++) {
        credit[i] += weights[i];
        next = credit[i] > credit[next] ? i : next;
      }
      credit[next] -= sum;
      turns[turn] = next;
    }
    return turns;
  }
}
