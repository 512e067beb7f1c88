package dev.rollcall.api.watch;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * Events as text: in a stream as the HTML standard has it (section 9.2, server-sent events), in an
 * answer as elements of an array. JSON as it is written here has no line break, so it is one line
 * of data.
 */
final class EventText {
  private EventText() {}

  /** An event after which a watcher can go on from {@code id}. */
  static Buffer frame(EventKind kind, Revision id, Buffer data) {
    return frame(kind, "id: " + id + "\n", data);
  }

  /** An event that is part of what is there, from the middle of which nobody can go on. */
  static Buffer frame(EventKind kind, Buffer data) {
    return frame(kind, "", data);
  }

  /** An empty id makes the client forget its own: cut off now, it starts anew. */
  static Buffer resync(Resync why) {
    return frame(EventKind.RESYNC, "id:\n", reason(why));
  }

  /** What was there has been told. */
  static Buffer synced(Revision id) {
    return frame(EventKind.SYNCED, id, Buffer.buffer("{}"));
  }

  /**
   * How long a client is to wait before it connects again.
   *
   * @param millis 0 or more
   */
  static Buffer retry(long millis) {
    return Buffer.buffer("retry: " + millis + "\n\n");
  }

  /** A comment; and without an event, the revision from which a watcher can go on now. */
  static Buffer keepAlive(Revision id) {
    return Buffer.buffer(":\nid: " + id + "\n\n");
  }

  /** The same while a watcher cannot go on from any. */
  static Buffer keepAlive() {
    return Buffer.buffer(":\n\n");
  }

  static Buffer element(EventKind kind, Revision id, Buffer data) {
    return element(kind, "\"id\":\"" + id + "\",", data);
  }

  static Buffer element(EventKind kind, Buffer data) {
    return element(kind, "", data);
  }

  static Buffer reason(Resync why) {
    return new JsonObject().put("reason", why.toString()).toBuffer();
  }

  private static Buffer frame(EventKind kind, String id, Buffer data) {
    return Buffer.buffer("event: " + kind + "\n" + id + "data: ")
        .appendBuffer(data)
        .appendString("\n\n");
  }

  private static Buffer element(EventKind kind, String id, Buffer data) {
    return Buffer.buffer("{\"event\":\"" + kind + "\"," + id + "\"data\":")
        .appendBuffer(data)
        .appendString("}");
  }
}
