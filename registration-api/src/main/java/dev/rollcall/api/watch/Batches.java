package dev.rollcall.api.watch;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Changes one after the other as text of a stream. Watchers that stand at the same place and select
 * the same share one batch, which is nearly all of them when something changes. Owned by the event
 * loop.
 */
final class Batches {
  /** Octets of a piece of text as it is sent; one event may come on top. */
  static final int PIECE = 16 * 1024;

  private final ChangeLog log;
  private final int piece;
  private @Nullable Batch latest;

  /**
   * Some of the changes after one.
   *
   * @param isLost whether these are no longer kept; there is no text then
   * @param text of those that are selected; shared, and written by nobody
   * @param last the number of the last change that is in it or was left out
   */
  record Batch(
      long after,
      long upTo,
      Selection selection,
      boolean isLost,
      Buffer text,
      int events,
      long last) {
    boolean is(long otherAfter, long otherUpTo, Selection other) {
      return after == otherAfter && upTo == otherUpTo && selection.equals(other);
    }
  }

  /**
   * @param piece octets of a piece of text, beyond which no further event is added
   */
  Batches(ChangeLog log, int piece) {
    this.log = log;
    this.piece = piece;
  }

  int piece() {
    return piece;
  }

  ChangeLog log() {
    return log;
  }

  /** The next changes after one, no further than another one, as many as make a piece. */
  Batch after(long after, long upTo, Selection selection) {
    Batch batch = latest;
    if (batch == null || !batch.is(after, upTo, selection)) {
      batch = read(after, upTo, selection);
      latest = batch;
    }
    return batch;
  }

  private Batch read(long after, long upTo, Selection selection) {
    Buffer text = Buffer.buffer();
    int events = 0;
    long last = after;
    while (last < upTo && text.length() < piece) {
      LoggedChange change = log.at(last + 1);
      if (change == null) {
        return new Batch(after, upTo, selection, true, Buffer.buffer(), 0, after);
      }
      last++;
      if (selection.includes(change.key())) {
        text.appendBuffer(change.frame());
        events++;
      }
    }
    return new Batch(after, upTo, selection, false, text, events, last);
  }
}
