package dev.rollcall.registry.live;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.state.Tombstone;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * How long this node has known the traces of what is gone. Safe for any thread.
 *
 * @param <K> what is gone
 * @param <V> which state of it the trace is
 */
final class Traces<K, V> {
  private final ConcurrentMap<K, Known<V>> known = new ConcurrentHashMap<>();
  private final TimeSource time;

  private record Known<V>(V version, long since) {}

  Traces(TimeSource time) {
    this.time = time;
  }

  /** One has come. */
  void add(K key, V version) {
    known.put(key, new Known<>(version, time.nanoTime()));
  }

  /** There is none any more. */
  void remove(K key) {
    known.remove(key);
  }

  /** Whether that one has been known here for long enough. */
  boolean isSpent(K key, V version) {
    Known<V> found = known.get(key);
    return found != null && found.version().equals(version) && isSpent(found);
  }

  /** Those that have been known here for long enough. */
  Stream<Map.Entry<K, V>> spent() {
    return known.entrySet().stream()
        .filter(entry -> isSpent(entry.getValue()))
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().version()));
  }

  private boolean isSpent(Known<V> trace) {
    return time.nanoTime() - trace.since() >= Tombstone.KEPT.toNanos();
  }
}
