package dev.rollcall.dns.compile.node;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whose turn it is to come first, for instances of different weights: each as often as its weight
 * says, and spread as evenly as that allows (the smooth weighted round robin of NGINX).
 */
final class WeightedTurns {
  /** Most turns of one round; where weights ask for more, they are scaled down. */
  static final int MAX_TURNS = 1000;

  private WeightedTurns() {}

  /**
   * The indices of one round. No weight is negative; equal ones have one turn each, whatever they
   * are.
   */
  static int[] of(int[] weights) {
    if (Arrays.stream(weights).distinct().count() <= 1) {
      return IntStream.range(0, weights.length).toArray();
    }
    int[] shares = shares(weights);
    int round = Arrays.stream(shares).sum();
    int[] credit = new int[shares.length];
    int[] turns = new int[round];
    for (int turn = 0; turn < round; turn++) {
      int next = 0;
      for (int i = 0; i < shares.length; i++) {
        credit[i] += shares[i];
        next = credit[i] > credit[next] ? i : next;
      }
      credit[next] -= round;
      turns[turn] = next;
    }
    return turns;
  }

  /** The weights in lowest terms, and small enough. */
  private static int[] shares(int[] weights) {
    long sum = Arrays.stream(weights).asLongStream().sum();
    int divisor = Arrays.stream(weights).reduce(0, WeightedTurns::greatestCommonDivisor);
    if (sum / divisor <= MAX_TURNS) {
      return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
    }
    return Arrays.stream(weights).map(weight -> scaled(weight, sum)).toArray();
  }

  /** What has a weight keeps a turn, however small its share. */
  private static int scaled(int weight, long sum) {
    return weight == 0 ? 0 : (int) Math.max(1, (long) weight * MAX_TURNS / sum);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
