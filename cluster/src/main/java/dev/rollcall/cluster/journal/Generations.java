package dev.rollcall.cluster.journal;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.cluster.journal.JournalItem.End;
import dev.rollcall.cluster.journal.JournalItem.Facts;
import dev.rollcall.cluster.journal.JournalItem.Settled;
import dev.rollcall.cluster.journal.JournalItem.SignOfLife;
import dev.rollcall.cluster.journal.JournalItem.State;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a journal: one snapshot and the log since, replaced by the next generation of both.
 * The generation before is complete until the next one is. Owned by the writer's thread.
 */
final class Generations {
  /** A log is never outgrown before that many octets. */
  static final long SMALLEST_LOG = 1 << 20;

  /** After how many entries of a snapshot the changes that wait are written. */
  private static final int AT_ONCE = 1_000;

  private static final Logger LOG = System.getLogger(Generations.class.getName());

  private final Disk disk;
  private final FileHeader header;
  private final Backlog backlog;
  private final Contents contents;
  private final Set<FileName> damaged;
  private long generation;
  private @Nullable LogFile log; // null while there is none that could be written
  private long snapshotBytes;

  private volatile long bytes;

  /**
   * @param contents all that a snapshot has, which may change meanwhile
   * @param recovery what was found at the start
   */
  Generations(Disk disk, FileHeader header, Backlog backlog, Contents contents, Recovery recovery) {
    this.disk = disk;
    this.header = header;
    this.backlog = backlog;
    this.contents = contents;
    this.damaged = recovery.damaged();
    this.generation = recovery.generation();
  }

  /** Whether there is a log that has all that came so far. */
  boolean isWritable() {
    return log != null && backlog.isOpen();
  }

  boolean isNextDue() {
    LogFile current = log;
    return current == null
        || !backlog.isOpen()
        || current.bytes() > Math.max(snapshotBytes, SMALLEST_LOG);
  }

  /** Octets of the current generation. Any thread. */
  long bytes() {
    return bytes;
  }

  /** Adds to the log and makes sure that it lasts; after a failure there is no log. */
  void write(List<JournalItem> items) throws IOException {
    LogFile current = Objects.requireNonNull(log, "only while it is writable");
    orAbandon(
        () -> {
          for (JournalItem item : items) {
            current.add(item);
          }
          current.force();
        });
    bytes = snapshotBytes + current.bytes();
  }

  /**
   * Puts a snapshot of the view and a new log in the place of all that was there. What comes
   * meanwhile goes to both logs. When that fails, the log there was goes on, if there was one.
   */
  void begin(SignOfLife sign) throws IOException {
    if (!backlog.isOpen()) {
      close(); // it lacks what came while the backlog was closed
    }
    backlog.open();
    try (var made = new Unfinished(generation + 1)) {
      made.log.add(sign);
      fill(made);
      disk.rename(made.snapshotName(), new FileName(Kind.SNAPSHOT, made.number));
      adopt(made);
    }
    orAbandon(disk::force);
    removeOlder();
    if (!backlog.isOpen()) {
      throw new IOException("too many changes came meanwhile");
    }
  }

  void close() {
    LogFile current = log;
    log = null;
    closeQuietly(current);
  }

  private void fill(Unfinished made) throws IOException {
    int count = 0;
    for (Entry entry : contents.entries().get()) {
      made.snapshot.add(new State(entry));
      count++;
      if (count % AT_ONCE == 0) {
        keepUp(made);
      }
    }
    for (SettingsEntry entry : contents.settings().get()) {
      made.snapshot.add(new Settled(entry));
    }
    made.snapshot.add(new Facts(contents.agreed().get()));
    made.snapshot.add(new End(count));
    made.snapshot.force();
    keepUp(made);
    made.log.force();
  }

  /** Writes what waits to both logs; it is acknowledged when it is in one that counts. */
  private void keepUp(Unfinished made) throws IOException {
    List<JournalItem> items = backlog.take();
    if (log != null && !items.isEmpty()) {
      write(items);
      backlog.written();
    }
    for (JournalItem item : items) {
      made.log.add(item);
    }
  }

  private void adopt(Unfinished made) {
    close();
    generation = made.number;
    snapshotBytes = made.snapshot.bytes();
    log = made.log;
    bytes = snapshotBytes + made.log.bytes();
    made.isAdopted = true;
  }

  /** What cannot be removed now is removed after the next generation. */
  private void removeOlder() {
    try {
      for (FileName file : disk.files()) {
        if (file.generation() < generation && !file.isKept()) {
          remove(file);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "files of an earlier journal cannot be removed: {0}", e.toString());
    }
  }

  private void remove(FileName file) throws IOException {
    if (damaged.contains(file)) {
      disk.rename(file, file.asDamaged());
    } else {
      disk.delete(file);
    }
  }

  /** Does what leaves the log in a state that nobody knows when it fails. */
  private void orAbandon(DiskWork work) throws IOException {
    boolean isDone = false;
    try {
      work.run();
      isDone = true;
    } finally {
      if (!isDone) {
        close();
      }
    }
  }

  private static void closeQuietly(@Nullable LogFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a file of the journal cannot be closed", e);
    }
  }

  /** Something that a disk may fail at. */
  @FunctionalInterface
  private interface DiskWork {
    void run() throws IOException;
  }

  /** A generation in the making; gone without a trace unless it is adopted. */
  private final class Unfinished implements AutoCloseable {
    private final long number;
    private final LogFile log;
    private final LogFile snapshot;
    private boolean isAdopted;

    private Unfinished(long number) throws IOException {
      this.number = number;
      this.log = LogFile.create(disk, logName(), header);
      try {
        this.snapshot = LogFile.create(disk, snapshotName(), header);
      } catch (IOException e) {
        closeQuietly(log);
        disk.delete(logName());
        throw e;
      }
    }

    private FileName logName() {
      return new FileName(Kind.LOG, number);
    }

    private FileName snapshotName() {
      return new FileName(Kind.UNFINISHED, number);
    }

    @Override
    public void close() throws IOException {
      closeQuietly(snapshot);
      if (!isAdopted) {
        closeQuietly(log);
        disk.delete(logName());
        disk.delete(snapshotName());
      }
    }
  }
}
