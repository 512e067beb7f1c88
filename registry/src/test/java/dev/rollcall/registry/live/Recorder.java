package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A follower that remembers what it was told. */
final class Recorder implements Follower {
  final List<Change> changes = new CopyOnWriteArrayList<>();
  final List<SettingsChange> settings = new CopyOnWriteArrayList<>();
  final List<List<Member>> members = new CopyOnWriteArrayList<>();
  final List<Boolean> stale = new CopyOnWriteArrayList<>();
  final CompletableFuture<Thread> loadedOn = new CompletableFuture<>();

  @Override
  public void changed(List<Change> told) {
    changes.addAll(told);
  }

  @Override
  public void settingsChanged(SettingsChange change) {
    settings.add(change);
  }

  @Override
  public void loaded() {
    loadedOn.complete(Thread.currentThread());
  }

  @Override
  public void turnedStale(boolean now) {
    stale.add(now);
  }

  @Override
  public void membersChanged(List<Member> told) {
    members.add(told);
  }

  /** The thread of the view, once that is loaded. */
  Thread viewThread() {
    return loadedOn.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** What the changes lead to, each of which has to begin where the one before it ended. */
  Map<InstanceKey, Entry> outcome() {
    var entries = new HashMap<InstanceKey, Entry>();
    for (Change change : changes) {
      assertEquals(entries.get(change.key()), change.before());
      Entry after = change.after();
      if (after == null) {
        entries.remove(change.key());
      } else {
        entries.put(change.key(), after);
      }
    }
    return entries;
  }
}
