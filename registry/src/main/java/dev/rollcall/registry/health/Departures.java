package dev.rollcall.registry.health;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Command.Remove;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When instances are to leave that drain, or whose checks fail for too long, of those that this
 * node owns. It follows the live view; removing them is up to the caller. These times are kept
 * nowhere else: whoever takes over an instance gives it its full time from then on, so that none
 * leaves early.
 *
 * <p>Safe for any thread; every method holds the lock for microseconds, {@link #takeOver} for as
 * long as it takes to look at all instances.
 */
public final class Departures implements Follower {
  /** When what is due is named again, or looked at again. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  private final TimeSource time;
  private final Function<ServiceName, Optional<String>> maintenance;
  private final Map<InstanceKey, Departure> pending = new HashMap<>(); // guarded by this
  private final TreeSet<Departure> byMoment = new TreeSet<>(Departure.ORDER); // guarded by this
  private Predicate<InstanceKey> owned; // guarded by this
  private long checkedFrom; // guarded by this; in nanoseconds

  /** Why an instance is to leave, and how long that has to last. */
  private record Cause(RemovalReason reason, Duration lasting) {}

  /**
   * An instance that is to leave.
   *
   * @param since in nanoseconds, when this node saw the cause first
   * @param due in nanoseconds
   */
  private record Departure(Registered held, Cause cause, long since, long due) {
    /** Differences of moments count, as their clock may begin anywhere. */
    static final Comparator<Departure> ORDER =
        ((Comparator<Departure>) (one, other) -> Long.signum(one.due - other.due))
            .thenComparing(departure -> departure.held.key().service())
            .thenComparing(departure -> departure.held.key().id());

    static Departure from(Registered held, Cause cause, long since) {
      return new Departure(held, cause, since, since + cause.lasting().toNanos());
    }

    Departure anew(long now) {
      return from(held, cause, now);
    }

    boolean isByChecks() {
      return cause.reason() == RemovalReason.CHECK_FAILED;
    }

    Departure again(long now) {
      return new Departure(held, cause, since, now + AGAIN.toNanos());
    }

    /** Whether what speaks for its leaving counts while its service is maintained, or is not. */
    boolean isSo(Optional<String> maintenance) {
      return Departures.cause(held, maintenance).filter(cause::equals).isPresent();
    }
  }

  /**
   * The departures of the instances whose key {@code owned} accepts, until {@link #takeOver} says
   * else.
   *
   * @param maintenance why a service is maintained, if it is; called with the lock held
   */
  public Departures(
      TimeSource time,
      Predicate<InstanceKey> owned,
      Function<ServiceName, Optional<String>> maintenance) {
    this.time = time;
    this.owned = owned;
    this.maintenance = maintenance;
    this.checkedFrom = time.nanoTime();
  }

  @Override
  public synchronized void changed(List<Change> changes) {
    long now = time.nanoTime();
    for (Change change : changes) {
      if (!owned.test(change.key())) {
        continue;
      }
      if (change.after() instanceof Registered held) {
        look(held, now);
      } else {
        drop(change.key());
      }
    }
  }

  /**
   * When a maintenance ends, the time of all that it kept begins anew: nobody was to mend anything
   * meanwhile, nor to be measured.
   */
  @Override
  public synchronized void settingsChanged(SettingsChange change) {
    Optional<String> before = maintenance(change.before());
    Optional<String> after = maintenance(change.after());
    if (before.isEmpty() || after.isPresent()) {
      return;
    }
    long now = time.nanoTime();
    List.copyOf(pending.values()).stream()
        .filter(departure -> departure.held().key().service().equals(change.service()))
        .filter(departure -> !departure.isSo(before))
        .forEach(departure -> put(departure.anew(now)));
  }

  /**
   * This node cannot trust its own checks now: it was paused, or is cut off, and finds broken what
   * it does not reach. The time of all whose checks fail begins anew. Costs nothing, so that it may
   * be called again and again while it is so.
   */
  public synchronized void distrustChecks() {
    checkedFrom = time.nanoTime();
  }

  /** What removes those whose time has come; each is named every second until it is gone. */
  public synchronized List<Remove> due() {
    long now = time.nanoTime();
    var due = new ArrayList<Remove>();
    while (!byMoment.isEmpty() && byMoment.getFirst().due() - now <= 0) {
      Departure departure = byMoment.getFirst();
      if (departure.isByChecks() && departure.since() - checkedFrom < 0) {
        put(departure.anew(checkedFrom));
        continue;
      }
      Registered held = departure.held();
      if (departure.isSo(maintenance.apply(held.key().service()))) {
        due.add(new Remove(held.key(), held.version(), departure.cause().reason()));
      }
      put(departure.again(now));
    }
    return due;
  }

  /**
   * Keeps from now on exactly the departures of instances that {@code nowOwned} accepts: those
   * known go on as they are, those of {@code all} that are new here have their full time.
   */
  public synchronized void takeOver(Predicate<InstanceKey> nowOwned, Iterable<Registered> all) {
    owned = nowOwned;
    List.copyOf(pending.keySet()).stream().filter(nowOwned.negate()).forEach(this::drop);
    long now = time.nanoTime();
    for (Registered held : all) {
      if (nowOwned.test(held.key()) && !pending.containsKey(held.key())) {
        look(held, now);
      }
    }
  }

  /** How many instances are to leave. */
  public synchronized int size() {
    return pending.size();
  }

  private void look(Registered held, long now) {
    Optional<Cause> cause = cause(held, Optional.empty());
    if (cause.isEmpty()) {
      drop(held.key());
      return;
    }
    Departure known = pending.get(held.key());
    // What has lasted for a while has, whatever else of the instance has changed.
    long since =
        known != null && known.cause().reason() == cause.get().reason() ? known.since() : now;
    put(Departure.from(held, cause.get(), since));
  }

  private static Optional<String> maintenance(@Nullable SettingsEntry entry) {
    return Optional.ofNullable(entry)
        .flatMap(SettingsEntry::settings)
        .flatMap(ServiceSettings::maintenance)
        .map(Maintenance::reason);
  }

  private static Optional<Cause> cause(Registered held, Optional<String> maintenance) {
    Condition condition = Condition.of(held, maintenance);
    if (condition.status() == Status.DRAINING) {
      return Optional.of(new Cause(RemovalReason.DRAINED, held.instance().drain()));
    }
    return condition.isDownByChecks()
        ? held.instance().removeAfter().map(after -> new Cause(RemovalReason.CHECK_FAILED, after))
        : Optional.empty();
  }

  private void put(Departure departure) {
    drop(departure.held().key());
    pending.put(departure.held().key(), departure);
    byMoment.add(departure);
  }

  private void drop(InstanceKey key) {
    @Nullable Departure known = pending.remove(key);
    if (known != null) {
      byMoment.remove(known);
    }
  }
}
