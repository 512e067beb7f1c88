package dev.rollcall.dns.record;

import java.util.Arrays;

/** Which record of a set comes first in which turn. Immutable. */
public final class Turns {
  private final int[][] leads;

  private Turns(int[][] leads) {
    this.leads = leads;
  }

  /**
   * Rounds of as many turns as there are {@code leads}. Each turn belongs to one holder, given by
   * the indices of its records, which come first in one round after the other.
   */
  public static Turns of(int[]... leads) {
    return new Turns(Arrays.stream(leads).map(int[]::clone).toArray(int[][]::new));
  }

  int lead(long turn) {
    int[] holder = leads[(int) (turn % leads.length)];
    return holder[(int) (turn / leads.length % holder.length)];
  }
}
