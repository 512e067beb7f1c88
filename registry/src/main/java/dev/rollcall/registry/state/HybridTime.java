package dev.rollcall.registry.state;

import java.time.Instant;

/**
 * A moment of the hybrid logical clock: milliseconds since 1970 in the upper 48 bits, a counter in
 * the lower 16. Comparable across nodes whose clocks differ.
 */
public record HybridTime(long bits) implements Comparable<HybridTime> {
  private static final int COUNTER_BITS = 16;

  /** The first moment of that millisecond. */
  public static HybridTime at(Instant instant) {
    return new HybridTime(instant.toEpochMilli() << COUNTER_BITS);
  }

  /** The smallest moment after this one. */
  public HybridTime next() {
    return new HybridTime(bits + 1);
  }

  /** The wall-clock part. */
  public Instant instant() {
    return Instant.ofEpochMilli(bits >>> COUNTER_BITS);
  }

  @Override
  public int compareTo(HybridTime other) {
    return Long.compareUnsigned(bits, other.bits);
  }
}
