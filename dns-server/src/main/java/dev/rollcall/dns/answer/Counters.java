package dev.rollcall.dns.answer;

import java.util.EnumMap;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A counter for each constant of an enum. One thread writes, without a lock; anybody reads. */
final class Counters<K extends Enum<K>> {
  private final EnumMap<K, AtomicLong> counters;

  Counters(Class<K> keys) {
    counters = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      counters.put(key, new AtomicLong());
    }
  }

  /** Writer only. */
  void increment(K key) {
    AtomicLong counter = counter(key);
    counter.setOpaque(counter.getPlain() + 1);
  }

  long get(K key) {
    return counter(key).getOpaque();
  }

  long sum() {
    return counters.values().stream().mapToLong(AtomicLong::getOpaque).sum();
  }

  private AtomicLong counter(K key) {
    return Objects.requireNonNull(counters.get(key));
  }
}
