package dev.rollcall.api.watch;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The answer to a watcher that asks again and again, as JSON in pieces: the revision to ask with
 * next, and the events up to it.
 */
final class Page implements Iterator<Buffer> {
  private final Revision revision;
  private final Iterator<Buffer> events;
  private String before = "\n"; // the next event
  private boolean hasBegun;
  private boolean hasEnded;

  /**
   * @param events as elements of an array; made when their turn comes
   */
  Page(Revision revision, Iterator<Buffer> events) {
    this.revision = revision;
    this.events = events;
  }

  @Override
  public boolean hasNext() {
    return !hasEnded;
  }

  @Override
  public Buffer next() {
    if (hasEnded) {
      throw new NoSuchElementException();
    }
    Buffer piece = Buffer.buffer();
    if (!hasBegun) {
      hasBegun = true;
      piece.appendString("{\"revision\":\"" + revision + "\",\"events\":[");
    }
    while (events.hasNext() && piece.length() < Batches.PIECE) {
      piece.appendString(before).appendBuffer(events.next());
      before = ",\n";
    }
    if (!events.hasNext()) {
      hasEnded = true;
      piece.appendString("]}\n");
    }
    return piece;
  }
}
