package dev.rollcall.cluster.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.standing.JournalState.Durability;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is on the disk, and when. */
class JournalTest extends JournalScenario {
  @Test
  void batchedChangesGetToTheDiskByThemselves() throws IOException {
    Journal journal = begin(Durability.BATCHED);
    show(entry(1));
    assertTrue(journal.saved().toCompletableFuture().isDone(), "nobody waits");
    await(() -> recovered(disk.afterPowerCut()).contains(entry(1)));
    await(() -> journal.state().waiting() == 0);
    assertEquals(bytesOnDisk(), journal.state().bytes());
  }

  @Test
  void withSyncAChangeIsSavedWhenItIsOnTheDisk() throws IOException {
    Journal journal = begin(Durability.SYNC);
    for (int i = 0; i < 20; i++) {
      show(entry(i));
      now(journal.saved().toCompletableFuture());
      assertTrue(recovered(disk.afterPowerCut()).contains(entry(i)), "change " + i);
    }
  }

  @Test
  void changesThatComeMeanwhileShareTheNextForce() throws IOException {
    Journal journal = begin(Durability.SYNC);
    var saved = new ArrayList<CompletableFuture<Void>>();
    int before;
    synchronized (disk) { // it stands still
      before = disk.forces();
      for (int i = 0; i < 500; i++) {
        show(entry(i));
        saved.add(journal.saved().toCompletableFuture());
      }
      assertTrue(saved.stream().noneMatch(CompletableFuture::isDone));
    }
    saved.forEach(JournalTest::now);
    assertTrue(disk.forces() - before <= 2, disk.forces() - before + " times");
  }

  @Test
  void removedAndDroppedEntriesStayGone() throws IOException {
    Journal journal = begin(Durability.SYNC);
    show(entry(1));
    show(entry(2));
    now(view.forget(entry(1).key(), entry(1).version()));
    now(journal.saved().toCompletableFuture());
    assertEquals(Set.of(entry(2)), recovered(disk.afterPowerCut()));
  }

  @Test
  void settingsAreOnTheDiskAndDroppedOnesStayGone() throws IOException {
    Journal journal = begin(Durability.SYNC);
    SettingsEntry settled = settled("web", 1, Optional.of(ServiceSettings.NONE.withSubset(true)));
    SettingsEntry deleted = settled("db", 2, Optional.empty());
    SettingsEntry dropped = settled("old", 3, Optional.empty());
    for (SettingsEntry entry : List.of(settled, deleted, dropped)) {
      now(view.apply(entry));
    }
    now(view.forget(dropped.service(), dropped.changed()));
    now(journal.saved().toCompletableFuture());
    assertEquals(Set.of(settled, deleted), recoveredSettings());

    journal.close();
    view.close();
    var next = Journal.open(settings(Durability.SYNC), time, disk);
    journals.add(next);
    next.begin(new Contents(List::of, () -> List.of(settled), () -> Agreed.NOTHING));
    assertEquals(Set.of(settled), recoveredSettings(), "in the snapshot of the next generation");
  }

  private Set<SettingsEntry> recoveredSettings() throws IOException {
    return Set.copyOf(Recovery.read(disk.afterPowerCut(), header()).recovered().settings());
  }

  private static SettingsEntry settled(String name, long at, Optional<ServiceSettings> settings) {
    return new SettingsEntry(new ServiceName(name), new HybridTime(at), settings);
  }

  @Test
  void aNodeThatStopsInOrderLeavesAllBehind() throws IOException {
    Journal journal = begin(Durability.BATCHED);
    show(entry(1));
    journal.agreed(Agreed.serial(7));
    time.advance(Duration.ofSeconds(5));
    journal.close();
    Recovered found = Recovery.read(disk.afterPowerCut(), header()).recovered();
    assertEquals(List.of(entry(1)), found.entries());
    assertEquals(Agreed.serial(7), found.agreed());
    assertEquals(Optional.of(time.instant()), found.lastSign());
  }

  @Test
  void aNodeSaysFromTimeToTimeThatItLives() throws IOException {
    begin(Durability.BATCHED);
    time.advance(Duration.ofSeconds(30));
    await(() -> lastSign().equals(Optional.of(time.instant())));
  }

  @Test
  void theNextNodeGoesOnWhereTheOneBeforeEnded() throws IOException {
    begin(Durability.BATCHED);
    show(entry(1));
    view.close();
    journals.getFirst().close();
    Journal next = Journal.open(settings(Durability.SYNC), time, disk);
    journals.add(next);
    assertEquals(List.of(entry(1)), next.recovered().entries());
    next.begin(JournalScenario.of(() -> List.of(entry(1), entry(2))));
    assertEquals(Set.of(entry(1), entry(2)), recovered(disk.afterPowerCut()));
    assertEquals(
        Set.of(new FileName(Kind.SNAPSHOT, 2), new FileName(Kind.LOG, 2)),
        Set.copyOf(disk.files()));
  }

  @Test
  void restoredInstancesAreCountedUntilTheyAreHeardOf() throws IOException {
    Journal journal = begin(Durability.BATCHED);
    show(entry(1).asRestored());
    show(entry(2).asRestored());
    assertEquals(2, journal.state().restored());
    show(entry(1));
    assertEquals(1, journal.state().restored());
  }

  @Test
  void whatWasAcknowledgedIsThereWheneverThePowerFails() throws IOException {
    Set<Entry> acknowledged = new HashSet<>();
    var lost = new HashSet<Entry>();
    Journal journal = begin(Durability.SYNC);
    disk.afterEachName(
        () -> {
          Set<Entry> due;
          synchronized (acknowledged) {
            due = Set.copyOf(acknowledged);
          }
          for (MemoryDisk left : List.of(disk.afterPowerCut(), disk.afterPowerCutThatLostNames())) {
            Set<Entry> found = recovered(left);
            due.stream().filter(entry -> !found.contains(entry)).forEach(lost::add);
          }
        });
    int count = 0;
    while (generation() < 4) {
      List<Registered> batch =
          IntStream.range(count, count + 500).mapToObj(JournalTest::entry).toList();
      batch.forEach(this::show);
      now(journal.saved().toCompletableFuture());
      synchronized (acknowledged) {
        acknowledged.addAll(batch);
      }
      count += 500;
    }
    synchronized (disk) {
      assertEquals(Set.of(), lost);
    }
    await(() -> disk.files().size() == 2);
    assertEquals(acknowledged, recovered(disk.afterPowerCut()));
  }
}
