package dev.rollcall.api.watch;

import dev.rollcall.registry.instance.ServiceName;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Gives watchers their turns on the event loop. However many there are, it takes two thirds of the
 * loop's time at most: heartbeats, which it serves too, wait for one slice and no longer.
 */
final class Fanout {
  private static final long SLICE = Duration.ofMillis(2).toNanos();

  /**
   * Milliseconds from one slice to the next. By a timer, for what is queued on an event loop runs
   * before it looks at its sockets again.
   */
  private static final long REST = 1;

  /**
   * After so many changes those too move on that none of them was for: the place they have reached
   * is not to be lost, in a log that keeps fewer the longer they are.
   */
  static final long STRIDE = ChangeLog.KEPT / 16;

  /** Not all get their signs of life at once: a change would wait behind thousands of them. */
  static final int SHARES = 50;

  private final Vertx vertx;
  private final Context loop;
  private final Consumer<Throwable> failures;
  private final ChangeLog log;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private volatile int size;

  // Owned by the event loop.
  private final SequencedSet<Watcher> open = new LinkedHashSet<>();
  private final Interests interests = new Interests();
  private final SequencedSet<Watcher> due = new LinkedHashSet<>();
  private long told; // the number of the last change that all it is for have a turn for, or had
  private long passed; // and that all others have moved on to
  private long owed; // signs of life, times the shares
  private boolean isTelling;
  private boolean hasChanges; // which may be for some; looked at within a slice
  private boolean hasEnded;

  /**
   * @param log makes the log of changes, given what it is to call when there are some
   * @param failures told what a watcher failed at, which is let go then
   */
  Fanout(
      Vertx vertx, Context loop, Function<Runnable, ChangeLog> log, Consumer<Throwable> failures) {
    this.vertx = vertx;
    this.loop = loop;
    this.failures = failures;
    this.log = log.apply(this::wake);
  }

  ChangeLog log() {
    return log;
  }

  /** How many watchers there are. Any thread. */
  int size() {
    return size;
  }

  /** Whether nobody else is taken on. */
  boolean hasEnded() {
    return hasEnded;
  }

  void open(Watcher watcher) {
    open.add(watcher);
    interests.add(watcher);
    size = open.size();
    schedule(watcher);
  }

  void close(Watcher watcher) {
    open.remove(watcher);
    interests.remove(watcher);
    due.remove(watcher);
    size = open.size();
  }

  /** There may be something for that one to do. */
  void schedule(Watcher watcher) {
    if (open.contains(watcher)) {
      due.add(watcher);
      tell();
    }
  }

  /** It is time for signs of life, for one in {@link #SHARES} of all. */
  void keepAlive() {
    for (owed += open.size(); owed >= SHARES && !open.isEmpty(); owed -= SHARES) {
      Watcher watcher = open.removeFirst();
      open.addLast(watcher);
      attempt(watcher, watcher::keepAlive); // which may let it go
      schedule(watcher);
    }
  }

  /** Lets all go, and takes on nobody else. */
  void end() {
    hasEnded = true;
    List.copyOf(open).forEach(watcher -> attempt(watcher, watcher::end));
  }

  /** There are changes. However often it is called, the loop is woken once. */
  private void wake() {
    if (isWoken.compareAndSet(false, true)) {
      loop.runOnContext(woken -> changed());
    }
  }

  private void changed() {
    isWoken.set(false); // what is logged from here on wakes the loop again
    hasChanges = true;
    tell();
  }

  /** Once in a slice at most, however often there are changes. */
  private void collect() {
    if (!hasChanges) {
      return;
    }
    hasChanges = false;
    Optional<Set<ServiceName>> changed = changedUpTo(log.latest());
    changed.ifPresentOrElse(some -> interests.addTo(due, some), () -> due.addAll(open));
    if (told - passed >= STRIDE) {
      passed = told;
      open.stream().filter(other -> !due.contains(other)).forEach(other -> other.passOver(told));
    }
  }

  /** Empty when so much has happened at once that nobody knows whom it is for. */
  private Optional<Set<ServiceName>> changedUpTo(long latest) {
    var changed = new HashSet<ServiceName>();
    while (told < latest) {
      told++;
      LoggedChange change = log.at(told);
      if (change == null) {
        told = latest;
        return Optional.empty();
      }
      changed.add(change.key().service());
    }
    return Optional.of(changed);
  }

  private void tell() {
    if (!isTelling) {
      tellSome();
    }
  }

  private void tellSome() {
    isTelling = true;
    try {
      long began = System.nanoTime();
      collect();
      while (!due.isEmpty() && System.nanoTime() - began < SLICE) {
        Watcher watcher = due.removeFirst();
        attempt(watcher, () -> advance(watcher));
      }
    } finally { // an Error too leaves turns to the others
      isTelling = !due.isEmpty() || hasChanges;
      if (isTelling) {
        vertx.setTimer(REST, rested -> tellSome());
      }
    }
  }

  /** Behind all others, if there is more. */
  private void advance(Watcher watcher) {
    if (watcher.advance() && open.contains(watcher)) {
      due.add(watcher);
    }
  }

  private void attempt(Watcher watcher, Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException e) {
      letGo(watcher, e);
    }
  }

  /** It may be waited for at the other end. */
  private void letGo(Watcher watcher, RuntimeException failed) {
    close(watcher);
    failures.accept(failed);
    try {
      watcher.end();
    } catch (RuntimeException e) {
      failures.accept(e);
    }
  }
}
