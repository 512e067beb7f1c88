package dev.rollcall.cluster.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.cluster.journal.JournalItem.Dropped;
import dev.rollcall.cluster.journal.JournalItem.End;
import dev.rollcall.cluster.journal.JournalItem.Facts;
import dev.rollcall.cluster.journal.JournalItem.SignOfLife;
import dev.rollcall.cluster.journal.JournalItem.State;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LogRecords;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that was cut or damaged anywhere: what precedes counts, and nothing that is wrong. */
class RecoveryTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final FileHeader HEADER = FileHeader.of("test.internal");
  private static final FileName SNAPSHOT = new FileName(Kind.SNAPSHOT, 3);
  private static final FileName LOG = new FileName(Kind.LOG, 3);

  private static final List<JournalItem> IN_SNAPSHOT =
      List.of(
          new State(entry("a", 1)),
          new State(entry("b", 1)),
          new State(entry("c", 2)),
          new Facts(new Agreed(7, List.of(new CookieKey(1, 2, NOON)))),
          new End(3));

  private static final List<JournalItem> IN_LOG =
      List.of(
          new SignOfLife(NOON),
          new State(entry("a", 2)),
          new State(entry("a", 4)),
          new State(entry("d", 1)),
          new Dropped(key("a"), entry("a", 4).version()),
          new State(entry("b", 3)),
          new Facts(Agreed.serial(9)),
          new SignOfLife(NOON.plusSeconds(30)));

  private final LogRecords log = new LogRecords(Recovery.class);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aTornTailIsSaidAndDamageIsSaidLouder() throws IOException {
    byte[] written = octets(IN_LOG);
    recovery(octets(IN_SNAPSHOT), written);
    assertEquals(List.of(), said());
    recovery(octets(IN_SNAPSHOT), Arrays.copyOf(written, written.length - 1));
    int whole = octets(IN_LOG.subList(0, IN_LOG.size() - 1)).length;
    String expected = " octets: the last change was not written to its end";
    assertEquals(List.of("INFO log-3 is cut off after " + whole + expected), said());
    recovery(octets(IN_SNAPSHOT), flipped(written, written.length * 8 - 1));
    assertEquals(
        "SEVERE log-3 is damaged after %d octets: a change is not what was written;"
                .formatted(whole)
            + " what precedes is loaded, and the file is kept",
        said().getLast());
  }

  @Test
  void aWholeJournalGivesTheLatestStateOfEach() throws IOException {
    Recovery recovery = recovery(octets(IN_SNAPSHOT), octets(IN_LOG));
    Recovered all = recovery.recovered();
    assertEquals(Set.of(entry("b", 3), entry("c", 2), entry("d", 1)), Set.copyOf(all.entries()));
    assertEquals(new Agreed(9, List.of(new CookieKey(1, 2, NOON))), all.agreed());
    assertEquals(NOON.plusSeconds(30), all.lastSign().orElseThrow());
    assertEquals(Set.of(), recovery.damaged());
    assertEquals(3, recovery.generation());
  }

  @Test
  void aLogThatIsCutAnywhereIsTornAndGivesWhatPrecedes() throws IOException {
    byte[] log = octets(IN_LOG);
    for (int length = 0; length < log.length; length++) {
      Recovery recovery = recovery(octets(IN_SNAPSHOT), Arrays.copyOf(log, length));
      assertEquals(expected(IN_SNAPSHOT, before(IN_LOG, length)), state(recovery), "cut " + length);
      assertEquals(Set.of(), recovery.damaged(), "cut " + length);
    }
  }

  @Test
  void aLogThatEndsInZerosIsTornToo() throws IOException {
    byte[] log = octets(IN_LOG);
    for (int length : boundaries(IN_LOG)) {
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(log, length), length + 5000);
      Recovery recovery = recovery(octets(IN_SNAPSHOT), zeros);
      assertEquals(expected(IN_SNAPSHOT, before(IN_LOG, length)), state(recovery));
      assertEquals(Set.of(), recovery.damaged());
    }
  }

  @Test
  void aSnapshotThatIsCutAnywhereIsDamagedAndTheLogCountsAllTheSame() throws IOException {
    byte[] snapshot = octets(IN_SNAPSHOT);
    for (int length = 0; length < snapshot.length; length++) {
      Recovery recovery = recovery(Arrays.copyOf(snapshot, length), octets(IN_LOG));
      assertEquals(expected(before(IN_SNAPSHOT, length), IN_LOG), state(recovery), "cut " + length);
      assertEquals(Set.of(SNAPSHOT), recovery.damaged(), "cut " + length);
    }
  }

  @Test
  void anyBitOfALogThatIsWrongIsFoundAndWhatPrecedesCounts() throws IOException {
    byte[] log = octets(IN_LOG);
    for (int bit = 0; bit < log.length * 8; bit++) {
      Recovery recovery = recovery(octets(IN_SNAPSHOT), flipped(log, bit));
      List<JournalItem> precede = before(IN_LOG, bit / 8);
      assertEquals(expected(IN_SNAPSHOT, precede), state(recovery), "bit " + bit);
      assertEquals(Set.of(LOG), recovery.damaged(), "bit " + bit);
    }
  }

  @Test
  void anyBitOfASnapshotThatIsWrongIsFoundAndWhatPrecedesCounts() throws IOException {
    byte[] snapshot = octets(IN_SNAPSHOT);
    for (int bit = 0; bit < snapshot.length * 8; bit++) {
      Recovery recovery = recovery(flipped(snapshot, bit), octets(IN_LOG));
      List<JournalItem> precede = before(IN_SNAPSHOT, bit / 8);
      assertEquals(expected(precede, IN_LOG), state(recovery), "bit " + bit);
      assertEquals(Set.of(SNAPSHOT), recovery.damaged(), "bit " + bit);
    }
  }

  @Test
  void aChangeThatIsNoneIsDamageAlthoughItsChecksumIsRight() throws IOException {
    var octets = new ByteArrayOutputStream();
    octets.writeBytes(octets(IN_LOG.subList(0, 2)));
    octets.writeBytes(Frames.framed(new byte[] {99}));
    Recovery recovery = recovery(octets(IN_SNAPSHOT), octets.toByteArray());
    assertEquals(expected(IN_SNAPSHOT, IN_LOG.subList(0, 2)), state(recovery));
    assertEquals(Set.of(LOG), recovery.damaged());
  }

  @Test
  void filesOfEarlierGenerationsAndSnapshotsThatWereNotFinishedDoNotCount() throws IOException {
    var disk = disk(octets(IN_SNAPSHOT), octets(IN_LOG));
    List<JournalItem> other = List.of(new State(entry("z", 1)), new End(1));
    disk.put(new FileName(Kind.SNAPSHOT, 2), octets(other));
    disk.put(new FileName(Kind.LOG, 2), octets(other));
    disk.put(new FileName(Kind.UNFINISHED, 4), octets(other));
    disk.put(new FileName(Kind.DAMAGED_LOG, 5), octets(other));
    Recovery recovery = Recovery.read(disk, HEADER);
    assertEquals(expected(IN_SNAPSHOT, IN_LOG), state(recovery));
    assertEquals(5, recovery.generation(), "no name is given twice");
  }

  @Test
  void aLogWhoseSnapshotWasNotFinishedCountsAfterTheOneBefore() throws IOException {
    var disk = disk(octets(IN_SNAPSHOT), octets(IN_LOG));
    List<JournalItem> next = List.of(new State(entry("b", 3)), new State(entry("e", 1)));
    disk.put(new FileName(Kind.LOG, 4), octets(next));
    var all = new ArrayList<>(IN_LOG);
    all.addAll(next);
    assertEquals(expected(IN_SNAPSHOT, all), state(Recovery.read(disk, HEADER)));
  }

  @Test
  void anEmptyFolderGivesNothing() throws IOException {
    assertEquals(Recovered.NOTHING, Recovery.read(new MemoryDisk(), HEADER).recovered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "rollcall journax", "SQLite format 3 with much more behind it"})
  void aFileThatIsNoJournalIsRefused(String text) {
    var disk = disk(octets(IN_SNAPSHOT), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(
        "'log-3' is something else; allowed: a journal of Rollcall", refusal(disk, HEADER));
  }

  @Test
  void aJournalOfAnotherZoneIsRefused() {
    var disk = disk(octets(IN_SNAPSHOT), octets(IN_LOG));
    assertEquals(
        "'snapshot-3' is the journal of the zone 'test.internal'; allowed: that of 'a.example'",
        refusal(disk, FileHeader.of("a.example")));
  }

  @Test
  void aJournalOfAnotherFormatIsRefused() {
    var disk = new MemoryDisk();
    disk.put(LOG, new FileHeader(1, "test.internal").octets());
    assertEquals("'log-3' is a journal of format 1; allowed: format 2", refusal(disk, HEADER));
  }

  private List<String> said() {
    var formatter = new SimpleFormatter();
    return log.all().stream()
        .map(line -> line.getLevel() + " " + formatter.formatMessage(line))
        .toList();
  }

  private static String refusal(Disk disk, FileHeader header) {
    var refused = assertThrows(JournalRefusedException.class, () -> Recovery.read(disk, header));
    return String.valueOf(refused.getMessage());
  }

  private static Recovery recovery(byte[] snapshot, byte[] log) throws IOException {
    return Recovery.read(disk(snapshot, log), HEADER);
  }

  private static MemoryDisk disk(byte[] snapshot, byte[] log) {
    var disk = new MemoryDisk();
    disk.put(SNAPSHOT, snapshot);
    disk.put(LOG, log);
    return disk;
  }

  private static byte[] octets(List<JournalItem> items) {
    var octets = new ByteArrayOutputStream();
    octets.writeBytes(HEADER.octets());
    items.forEach(item -> octets.writeBytes(Frames.framed(EntryCodec.encode(item))));
    return octets.toByteArray();
  }

  /** Where the header and each item ends. */
  private static List<Integer> boundaries(List<JournalItem> items) {
    var ends = new ArrayList<Integer>();
    for (int count = 0; count <= items.size(); count++) {
      ends.add(octets(items.subList(0, count)).length);
    }
    return ends;
  }

  /** The items that end before that octet. */
  private static List<JournalItem> before(List<JournalItem> items, int octet) {
    long whole = boundaries(items).stream().filter(end -> end <= octet).count();
    return items.subList(0, (int) Math.max(0, whole - 1));
  }

  private static byte[] flipped(byte[] octets, int bit) {
    byte[] copy = octets.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }

  /** As simple as can be: what the recovery has to come to. */
  private static Map<InstanceKey, Entry> expected(List<JournalItem> first, List<JournalItem> then) {
    var entries = new HashMap<InstanceKey, Entry>();
    for (List<JournalItem> items : List.of(first, then)) {
      for (JournalItem item : items) {
        if (item instanceof State(Entry entry)) {
          entries.put(entry.key(), entry);
        } else if (item instanceof Dropped(InstanceKey key, InstanceVersion _)) {
          entries.remove(key);
        }
      }
    }
    return entries;
  }

  private static Map<InstanceKey, Entry> state(Recovery recovery) {
    var entries = new HashMap<InstanceKey, Entry>();
    recovery.recovered().entries().forEach(entry -> entries.put(entry.key(), entry));
    assertTrue(entries.size() == recovery.recovered().entries().size());
    return entries;
  }

  private static InstanceKey key(String id) {
    return InstanceKey.of("orders", id);
  }

  private static Entry entry(String id, long version) {
    return AnyEntry.at(
        key(id), new InstanceVersion(new HybridTime(1), version), new HybridTime(version));
  }
}
