package dev.rollcall.dns.tally;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** A counter for each constant of an enum. One thread writes, without a lock; anybody reads. */
final class Counters<K extends Enum<K>> {
  private final AtomicLongArray counters;

  Counters(Class<K> keys) {
    counters = new AtomicLongArray(keys.getEnumConstants().length);
  }

  /** Writer only. */
  void increment(K key) {
    int place = place(key);
    counters.setOpaque(place, counters.getPlain(place) + 1);
  }

  long get(K key) {
    return counters.getOpaque(place(key));
  }

  long sum() {
    return IntStream.range(0, counters.length()).mapToLong(counters::getOpaque).sum();
  }

  @SuppressWarnings("EnumOrdinal") // never leaves this object; an EnumMap costs each query more
  private int place(K key) {
    return key.ordinal();
  }
}
