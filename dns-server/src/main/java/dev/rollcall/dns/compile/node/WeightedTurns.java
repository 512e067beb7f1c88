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
    int[] turns = new int[Arrays.stream(shares).sum()];
    Group[] groups = groups(shares);
    for (int turn = 0; turn < turns.length; turn++) {
      turns[turn] = nextOf(groups).take(turns.length);
    }
    return turns;
  }

  /**
   * Those of one share. Their credits rise alike, so that their turns go round among them: only the
   * groups are compared, of which there are few however many instances there are.
   */
  private static final class Group {
    final int share;
    final int[] members;
    int next; // among the members
    long credit; // of the next member

    Group(int share, int[] members) {
      this.share = share;
      this.members = members;
    }

    int index() {
      return members[next];
    }

    /** The next member pays for its turn, and the one after it is the next. */
    int take(int round) {
      int taken = members[next++];
      if (next == members.length) {
        next = 0;
        credit -= round; // all have paid as often again
      }
      return taken;
    }
  }

  /** All earn their share; the one with the highest credit, of those the first, is the next. */
  private static Group nextOf(Group[] groups) {
    Group best = groups[0];
    for (Group group : groups) {
      group.credit += group.share;
      boolean isFirst = group.credit == best.credit && group.index() < best.index();
      if (group.credit > best.credit || isFirst) {
        best = group;
      }
    }
    return best;
  }

  private static Group[] groups(int[] shares) {
    return Arrays.stream(shares)
        .distinct()
        .mapToObj(
            share ->
                new Group(
                    share,
                    IntStream.range(0, shares.length).filter(i -> shares[i] == share).toArray()))
        .toArray(Group[]::new);
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
