package dev.rollcall.cluster.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.standing.JournalState.Durability;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A journal whose disk is full, broken, slow, or has given back something wrong. */
class JournalTroubleTest extends JournalScenario {
  @Test
  void withBatchedAFullDiskKeepsNobodyAndIsMadeUpFor() throws IOException {
    Journal journal = begin(Durability.BATCHED);
    show(entry(1));
    await(() -> journal.state().waiting() == 0);
    disk.leaveRoomFor(10);
    show(entry(2));
    await(() -> journal.state().trouble().isPresent());
    assertEquals(
        Optional.of("the journal cannot be written: No space left on device"),
        journal.state().trouble());
    show(entry(3));
    assertTrue(journal.saved().toCompletableFuture().isDone());
    assertEquals(Optional.empty(), journal.refusal());
    assertEquals(Set.of(entry(1)), recovered(disk.afterPowerCut()), "what was there stays");
    disk.repair();
    await(() -> journal.state().trouble().isEmpty());
    assertEquals(Set.of(entry(1), entry(2), entry(3)), recovered(disk.afterPowerCut()));
    show(entry(4));
    await(() -> recovered(disk.afterPowerCut()).contains(entry(4)));
  }

  @Test
  void withSyncAFullDiskRefusesUntilItIsMadeUpFor() throws IOException {
    Journal journal = begin(Durability.SYNC);
    disk.leaveRoomFor(0);
    show(entry(1));
    var failed =
        assertThrows(CompletionException.class, () -> now(journal.saved().toCompletableFuture()));
    var unsaved = assertInstanceOf(UnsavedException.class, failed.getCause());
    String reason = "the journal cannot be written: No space left on device";
    assertEquals(reason, unsaved.getMessage());
    assertEquals(Optional.of(reason), journal.refusal());
    disk.repair();
    await(() -> journal.refusal().isEmpty());
    assertEquals(Set.of(entry(1)), recovered(disk.afterPowerCut()));
    now(journal.saved().toCompletableFuture());
  }

  @Test
  void nothingWaitsForADiskThatIsBroken() throws IOException {
    Journal journal = begin(Durability.BATCHED);
    disk.breakDown("Input/output error");
    show(entry(0));
    await(() -> journal.state().trouble().isPresent());
    IntStream.range(1, 1000).forEach(i -> show(entry(i)));
    assertTrue(journal.state().waiting() < 1000);
    await(() -> journal.state().waiting() == 0);
    disk.repair();
    await(() -> journal.state().trouble().isEmpty());
    assertEquals(1000, recovered(disk.afterPowerCut()).size());
  }

  @Test
  void aDiskThatStandsStillIsGivenUpBeforeMemoryIs() throws IOException {
    Journal journal = begin(Durability.SYNC);
    CompletableFuture<Void> saved;
    synchronized (disk) {
      show(entry(0));
      saved = journal.saved().toCompletableFuture();
      for (int i = 0; i <= Backlog.MOST; i++) {
        journal.agreed(Agreed.serial(i));
      }
      assertEquals(0, journal.state().waiting());
      assertTrue(saved.isCompletedExceptionally());
    }
    await(() -> journal.refusal().isEmpty());
    assertEquals(Set.of(entry(0)), recovered(disk.afterPowerCut()));
  }

  @Test
  void aDiskThatIsFullAtTheStartIsMadeUpForLater() throws IOException {
    disk.leaveRoomFor(10);
    show(entry(1));
    Journal journal = begin(Durability.BATCHED);
    assertTrue(journal.state().trouble().isPresent());
    disk.repair();
    await(() -> journal.state().trouble().isEmpty());
    assertEquals(Set.of(entry(1)), recovered(disk.afterPowerCut()));
  }

  /** There is room for changes, and none for another snapshot. */
  @Test
  void theLogGoesOnWhenTheNextGenerationCannotBegin() throws IOException {
    Journal journal = begin(Durability.SYNC);
    int perEntry = Frames.framed(EntryCodec.encode(new JournalItem.State(entry(100_000)))).length;
    int outgrown = (int) (Generations.SMALLEST_LOG / perEntry) + 1;
    disk.leaveRoomFor(Generations.SMALLEST_LOG * 3 / 2);
    IntStream.range(0, outgrown).forEach(i -> show(entry(100_000 + i)));
    await(() -> journal.state().trouble().isPresent());
    assertEquals(Optional.empty(), journal.refusal());
    show(entry(1));
    now(journal.saved().toCompletableFuture());
    assertTrue(recovered(disk.afterPowerCut()).contains(entry(1)));
    assertEquals(1, generation());
    disk.repair();
    await(() -> journal.state().trouble().isEmpty());
    assertEquals(2, generation());
    assertEquals(outgrown + 1, recovered(disk.afterPowerCut()).size());
  }

  @Test
  void aDamagedFileIsKeptUnderAnotherName() throws IOException {
    begin(Durability.BATCHED);
    show(entry(1));
    view.close();
    journals.getFirst().close();
    FileName log = new FileName(Kind.LOG, 1);
    byte[] damaged = disk.content(log);
    damaged[damaged.length - 1] ^= 1;
    disk.put(log, damaged);
    Journal next = Journal.open(settings(Durability.BATCHED), time, disk);
    journals.add(next);
    assertArrayEquals(damaged, disk.content(log), "untouched until all that precedes is elsewhere");
    next.begin(JournalScenario.of(() -> next.recovered().entries()));
    assertFalse(disk.files().contains(log));
    assertArrayEquals(damaged, disk.content(new FileName(Kind.DAMAGED_LOG, 1)));
    next.close();
    Journal third = Journal.open(settings(Durability.BATCHED), time, disk);
    journals.add(third);
    third.begin(JournalScenario.of(List::of));
    assertArrayEquals(damaged, disk.content(new FileName(Kind.DAMAGED_LOG, 1)), "for good");
  }
}
