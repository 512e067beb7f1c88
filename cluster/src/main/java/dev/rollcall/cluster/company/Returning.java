package dev.rollcall.cluster.company;

import dev.rollcall.registry.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Members that were lost and yet answer where they were: they run, can be reached, and are about to
 * merge with this side again. What they heard meanwhile is worth waiting for. One thread looks, any
 * may ask.
 */
public final class Returning {
  /** In which all agree again after a split; who stays away for longer is of another mind. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final Supplier<Map<UUID, String>> lost;
  private final Listeners listeners;
  private final TimeSource time;
  private final Map<UUID, Long> answeredAt = new HashMap<>(); // owned by the thread that looks
  private volatile Set<UUID> seen = Set.of();

  /** Who of those that are to be at these addresses answers like a member; may block. */
  @FunctionalInterface
  public interface Listeners {
    /** The addresses, as host:port, at which one did. */
    Set<String> among(Collection<String> addresses);
  }

  /**
   * @param lost where those were that are gone without a farewell
   */
  public Returning(Supplier<Map<UUID, String>> lost, Listeners listeners, TimeSource time) {
    this.lost = lost;
    this.listeners = listeners;
    this.time = time;
  }

  /** Looks once; blocks for as long as somebody takes who does not answer. */
  public void look() {
    Map<UUID, String> wanted = new HashMap<>(lost.get());
    answeredAt.keySet().retainAll(wanted.keySet());
    wanted.keySet().removeIf(this::stayedAway);
    Set<String> listening =
        wanted.isEmpty() ? Set.of() : listeners.among(Set.copyOf(wanted.values()));
    wanted.values().retainAll(listening);
    wanted.keySet().forEach(member -> answeredAt.putIfAbsent(member, time.nanoTime()));
    seen = Set.copyOf(wanted.keySet());
  }

  /** Those of the last look that have not come back since. */
  public Set<UUID> members() {
    Set<UUID> last = seen;
    if (last.isEmpty()) {
      return last;
    }
    Set<UUID> missed = lost.get().keySet();
    return last.stream().filter(missed::contains).collect(Collectors.toUnmodifiableSet());
  }

  private boolean stayedAway(UUID member) {
    Long since = answeredAt.get(member);
    return since != null && time.nanoTime() - since >= LONGEST.toNanos();
  }
}
