package dev.rollcall.cluster.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.standing.JournalState.Durability;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A journal over a disk that can be full, slow, and lose its power. */
class JournalTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final ManualTime time = new ManualTime();
  private final MemoryDisk disk = new MemoryDisk();
  private final LiveView view = new LiveView();
  private final List<Journal> journals = new ArrayList<>();

  @AfterEach
  void close() {
    view.close();
    journals.forEach(Journal::close);
  }

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
    next.begin(() -> List.of(entry(1), entry(2)), () -> Agreed.NOTHING);
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
    next.begin(() -> next.recovered().entries(), () -> Agreed.NOTHING);
    assertFalse(disk.files().contains(log));
    assertArrayEquals(damaged, disk.content(new FileName(Kind.DAMAGED_LOG, 1)));
    next.close();
    Journal third = Journal.open(settings(Durability.BATCHED), time, disk);
    journals.add(third);
    third.begin(List::of, () -> Agreed.NOTHING);
    assertArrayEquals(damaged, disk.content(new FileName(Kind.DAMAGED_LOG, 1)), "for good");
  }

  private Journal begin(Durability durability) throws IOException {
    Journal journal = Journal.open(settings(durability), time, disk);
    journals.add(journal);
    view.follow(journal);
    now(view.markLoaded());
    journal.begin(view::entries, () -> Agreed.NOTHING);
    return journal;
  }

  private void show(Entry entry) {
    now(view.apply(entry));
  }

  private long generation() {
    return disk.files().stream()
        .filter(file -> file.kind() == Kind.SNAPSHOT)
        .mapToLong(FileName::generation)
        .max()
        .orElse(0);
  }

  private long bytesOnDisk() {
    return disk.files().stream().mapToLong(file -> disk.content(file).length).sum();
  }

  private Optional<Instant> lastSign() {
    try {
      return Recovery.read(disk.afterPowerCut(), header()).recovered().lastSign();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<Entry> recovered(MemoryDisk disk) {
    try {
      return Set.copyOf(Recovery.read(disk, header()).recovered().entries());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FileHeader header() {
    return FileHeader.of("test.internal");
  }

  private static JournalSettings settings(Durability durability) {
    return new JournalSettings(Path.of("unused"), "test.internal", durability);
  }

  private static Registered entry(int number) {
    var key = InstanceKey.of("service-" + number / 10, "i" + number);
    var at = new HybridTime(number + 1);
    return new Registered(
        Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80)),
        InstanceVersion.first(at),
        at,
        at);
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < LONGEST.toNanos(), "not within 20 s");
      Thread.onSpinWait();
    }
  }

  private static <T> T now(CompletableFuture<T> stage) {
    return stage.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
  }
}
