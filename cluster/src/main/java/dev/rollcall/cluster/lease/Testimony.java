package dev.rollcall.cluster.lease;

import dev.rollcall.registry.lease.Tally;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a member answers to a {@link Question}. */
public final class Testimony {
  /** The age of what was not heard of. */
  public static final int UNHEARD = -1;

  private final int[] ages;
  private final List<Tally> services;
  private final Tally total;

  /**
   * @param ages milliseconds since each instance was heard of, or {@link #UNHEARD}
   * @param services the leases kept there of each service that was asked for
   * @param total all leases kept there
   */
  public Testimony(int[] ages, List<Tally> services, Tally total) {
    this.ages = ages;
    this.services = List.copyOf(services);
    this.total = total;
  }

  /** The answer of a member that heard of nothing and keeps nothing. */
  static Testimony ofNothing(Question question) {
    var ages = new int[question.keys().size()];
    Arrays.fill(ages, UNHEARD);
    return new Testimony(
        ages, Collections.nCopies(question.services().size(), Tally.NONE), Tally.NONE);
  }

  /** How ages travel; one of more than 24 days is as good as any. */
  static int millis(long nanos) {
    return Math.clamp(nanos / 1_000_000, 0, Integer.MAX_VALUE);
  }

  public int[] ages() {
    return ages;
  }

  public List<Tally> services() {
    return services;
  }

  public Tally total() {
    return total;
  }
}
