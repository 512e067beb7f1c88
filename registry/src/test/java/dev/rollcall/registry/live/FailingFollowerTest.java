package dev.rollcall.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A follower that fails at every second change. */
class FailingFollowerTest implements Follower {
  private static final Entry FIRST = entry(0, 1);
  private static final Entry SECOND = entry(1, 1);
  private static final Entry THIRD = entry(2, 1);

  private final LogRecords log = new LogRecords(UpdateQueue.class);
  private final LiveView view = new LiveView();
  private final Recorder recorder = new Recorder();
  private int calls; // owned by the view thread

  @Override
  public void changed(List<Change> changes) {
    if (++calls % 2 == 1) {
      throw new IllegalStateException("follower failed");
    }
  }

  @Override
  public void settingsChanged(SettingsChange change) {
    changed(List.of());
  }

  @AfterEach
  void close() {
    view.close();
    log.close();
  }

  @Test
  void whoWaitsIsToldAndTheNextChangeIsCarriedOut() {
    view.follow(this);
    var applied = view.apply(FIRST);
    assertThrows(CompletionException.class, applied::join);
    assertEquals("follower failed", applied.exceptionNow().getSuppressed()[0].getMessage());
    view.apply(SECOND).orTimeout(10, TimeUnit.SECONDS).join();
    assertEquals(1, log.all().size());
  }

  @Test
  void whatItFailedAtIsAcknowledgedOnlyOnceItHasBeenSeen() {
    view.follow(this);
    assertThrows(CompletionException.class, view.apply(FIRST)::join);
    view.apply(FIRST).orTimeout(10, TimeUnit.SECONDS).join();
    assertEquals(2, calls);
    view.apply(FIRST).orTimeout(10, TimeUnit.SECONDS).join();
    assertEquals(2, calls, "seen by now");
  }

  @Test
  void settingsThatItFailedAtAreAcknowledgedOnlyOnceTheyHaveBeenSeen() {
    var settings = new SettingsEntry(new ServiceName("web"), new HybridTime(1), Optional.empty());
    view.follow(this);
    view.follow(recorder);
    assertThrows(CompletionException.class, view.apply(settings)::join);
    assertEquals(1, recorder.settings.size());
    view.apply(settings).orTimeout(10, TimeUnit.SECONDS).join();
    assertEquals(2, calls);
    view.apply(settings).orTimeout(10, TimeUnit.SECONDS).join();
    assertEquals(2, calls, "seen by now");
  }

  @Test
  void anErrorDoesNotEndTheView() {
    view.follow(
        changes -> {
          throw new AssertionError("follower in error");
        });
    assertThrows(CompletionException.class, view.apply(FIRST)::join);
    assertThrows(CompletionException.class, view.apply(SECOND)::join);
    assertEquals(2, view.entries().size());
  }

  @Test
  void theOthersSeeWhatItFailedAt() {
    view.follow(this);
    view.follow(recorder);
    assertThrows(CompletionException.class, view.apply(FIRST)::join);
    assertEquals(Map.of(FIRST.key(), FIRST), recorder.outcome());
  }

  /** The view stands at the gate while three more updates gather, which it then takes together. */
  @Test
  void whatWasAddedLaterInTheSameRunIsNotLost() {
    var gate = new Gate();
    view.follow(gate);
    var first = view.apply(FIRST);
    gate.awaitFollower();
    var second = view.apply(SECOND);
    view.follow(this);
    view.follow(recorder);
    var last = view.apply(THIRD);
    gate.open();
    first.orTimeout(10, TimeUnit.SECONDS).join();
    assertThrows(CompletionException.class, second::join);
    assertThrows(CompletionException.class, last::join);
    assertEquals(3, view.entries().size());
    assertEquals(3, recorder.outcome().size());
  }

  private static Entry entry(int key, long version) {
    return AnyEntry.at(
        AnyEntry.KEYS.get(key),
        new InstanceVersion(new HybridTime(1), version),
        new HybridTime(version));
  }
}
