package dev.rollcall.api.watch;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one watcher is still to be told, as text of a stream. It remembers a place in the log and
 * nothing else: what the watcher does not take waits there for all of them, and when that place is
 * no longer kept, it is told all that is there anew. Owned by the event loop.
 */
final class Feed {
  private final ChangeLog log;
  private final Batches batches;
  private final Introductions introductions;
  private final Selection selection;
  private final WatchCounters counters;

  private Stage stage;
  private Resync why = Resync.START;
  private @Nullable Presence presence; // in the stage of that name
  private long told; // the number of the last change that was told or left out
  private long complete; // the change with which what was told is what was there

  private enum Stage {
    /** It cannot go on from where it is. */
    RESYNC,
    /** It is told what is there, service by service. */
    PRESENCE,
    /** And what has changed meanwhile. */
    CATCHING_UP,
    /** It is told of each change. */
    FOLLOWING
  }

  /**
   * @param since where the watcher goes on, if it was here before
   */
  Feed(
      Batches batches,
      Introductions introductions,
      Selection selection,
      Optional<Revision> since,
      WatchCounters counters) {
    this.log = batches.log();
    this.batches = batches;
    this.introductions = introductions;
    this.selection = selection;
    this.counters = counters;
    this.told = since.map(Revision::counter).orElse(0L);
    // Who was cut off before it was told that it knows all is told so now.
    this.stage = Stage.CATCHING_UP;
    this.complete = log.latest();
    log.hindrance(since).ifPresent(this::startAnew);
  }

  Selection selection() {
    return selection;
  }

  /** The next piece of text, 16 KiB and one event at most; empty when there is none now. */
  Buffer next() {
    Buffer piece = step();
    while (piece.length() == 0 && !isUpToDate()) {
      piece = step();
    }
    return piece;
  }

  /** Goes on behind that change: none up to there is for it of those that it was not told. */
  void passOver(long upTo) {
    told = Math.max(told, upTo);
  }

  /** A sign of life, with the place that was reached: changes that were left out move it too. */
  Buffer keepAlive() {
    return stage == Stage.FOLLOWING
        ? EventText.keepAlive(log.revision(told))
        : EventText.keepAlive();
  }

  private boolean isUpToDate() {
    return stage == Stage.FOLLOWING && told == log.latest();
  }

  private Buffer step() {
    return switch (stage) {
      case RESYNC -> resync();
      case PRESENCE -> present();
      case CATCHING_UP -> told < complete ? changes(complete) : synced();
      case FOLLOWING -> changes(log.latest());
    };
  }

  private void startAnew(Resync reason) {
    why = reason;
    stage = Stage.RESYNC;
  }

  private Buffer resync() {
    counters.countResync();
    told = log.latest(); // the catalogue shows this change and those before
    presence = introductions.presence(selection);
    stage = Stage.PRESENCE;
    return EventText.resync(why);
  }

  private Buffer present() {
    Buffer piece = Buffer.buffer();
    while (presence != null && presence.hasNext() && piece.length() < batches.piece()) {
      piece.appendBuffer(introductions.frame(presence.next()));
      counters.countEvents(1);
    }
    if (presence == null || !presence.hasNext()) {
      presence = null;
      // A service that was read early lacks what changed meanwhile.
      complete = log.latest();
      stage = Stage.CATCHING_UP;
    }
    return piece;
  }

  private Buffer synced() {
    stage = Stage.FOLLOWING;
    return EventText.synced(log.revision(told));
  }

  private Buffer changes(long upTo) {
    Batches.Batch batch = batches.after(told, upTo, selection);
    if (batch.isLost()) {
      startAnew(Resync.TOO_OLD);
      return Buffer.buffer();
    }
    told = batch.last();
    counters.countEvents(batch.events());
    return batch.text();
  }
}
