package dev.rollcall.cluster.journal;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.JournalState.Durability;
import dev.rollcall.registry.state.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node's journal. It is opened before anything else, which reads what it has; it follows the view
 * and the agreement, and writes from {@link #begin} on, when all that it had is in the view or
 * given up for good.
 */
public final class Journal implements Follower, Saving, AutoCloseable {
  private final JournalSettings settings;
  private final TimeSource time;
  private final Disk disk;
  private final Recovery recovery;
  private final Backlog backlog = new Backlog();
  private final AtomicInteger restored = new AtomicInteger();

  // Set once by begin.
  private volatile @Nullable Generations generations;
  private volatile @Nullable JournalWriter writer;

  private Journal(JournalSettings settings, TimeSource time, Disk disk, Recovery recovery) {
    this.settings = settings;
    this.time = time;
    this.disk = disk;
    this.recovery = recovery;
  }

  /**
   * Creates the folder when it is missing, and reads what is in it.
   *
   * @throws JournalRefusedException when the folder cannot be used, or what is in it is not of this
   *     node; nothing is changed there
   */
  public static Journal open(JournalSettings settings, TimeSource time)
      throws JournalRefusedException {
    try {
      return open(settings, time, FolderDisk.open(settings.folder()));
    } catch (JournalRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw new JournalRefusedException(
          "'%s' cannot be used: %s; allowed: a folder that this node alone may read and write"
              .formatted(settings.folder(), e),
          e);
    }
  }

  static Journal open(JournalSettings settings, TimeSource time, Disk disk) throws IOException {
    Recovery recovery = Recovery.read(disk, FileHeader.of(settings.zone()));
    return new Journal(settings, time, disk, recovery);
  }

  /** What it has of the time before the start. */
  public Recovered recovered() {
    return recovery.recovered();
  }

  /**
   * Writes from now on, a snapshot first; blocks until that is done or turns out not to be possible
   * now. What was found at the start counts no more.
   *
   * @param contents all that the view has; it has to show a change before this is told of it
   */
  public void begin(Contents contents) {
    var header = FileHeader.of(settings.zone());
    var files = new Generations(disk, header, backlog, contents, recovery);
    var thread = new JournalWriter(backlog, files, settings.durability(), time);
    generations = files;
    writer = thread;
    thread.start();
  }

  @Override
  public void changed(List<Change> changes) {
    changes.forEach(
        change -> restored.addAndGet(restoredIn(change.after()) - restoredIn(change.before())));
    backlog.add(changes.stream().map(JournalItem::of).toList());
  }

  @Override
  public void settingsChanged(SettingsChange change) {
    backlog.add(List.of(JournalItem.of(change)));
  }

  /** All members agree on that now. View thread. */
  public void agreed(Agreed now) {
    backlog.add(List.of(new JournalItem.Facts(now)));
  }

  @Override
  public Optional<String> refusal() {
    return isSync() ? backlog.trouble() : Optional.empty();
  }

  @Override
  public CompletionStage<Void> saved() {
    return isSync() ? backlog.saved() : CompletableFuture.completedFuture(null);
  }

  /** How it fares now. Any thread. */
  public JournalState state() {
    Generations files = generations;
    JournalWriter thread = writer;
    return new JournalState(
        settings.durability(),
        files == null ? 0 : files.bytes(),
        backlog.size(),
        restored.get(),
        thread == null ? Optional.empty() : thread.trouble());
  }

  /** Writes what waits and stops; blocks for as long as the disk takes, 2 s at most. */
  @Override
  public void close() {
    JournalWriter thread = writer;
    if (thread != null) {
      thread.close();
    }
  }

  private boolean isSync() {
    return settings.durability() == Durability.SYNC;
  }

  private static int restoredIn(@Nullable Entry entry) {
    return entry != null && entry.isRestored() ? 1 : 0;
  }
}
