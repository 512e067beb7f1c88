package dev.rollcall.api.watch;

import dev.rollcall.api.json.RegistryJson;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.instance.ServiceName;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What those are told who begin. Many begin at the same time, when a node has started, and they get
 * their turns one after the other: what one is told, the next is told soon after. Owned by the
 * event loop.
 */
final class Introductions {
  /** How many instances' text is kept: more than a piece has, by far. A power of two. */
  private static final int KEPT = 1024;

  private final ChangeLog log;
  private final Catalog catalog;
  private final @Nullable Frame[] frames = new @Nullable Frame[KEPT];
  private List<ServiceName> names = List.of();
  private long namesAt = -1; // the number of the last change that they show

  private record Frame(Presence.Shown shown, Buffer text) {}

  Introductions(ChangeLog log, Catalog catalog) {
    this.log = log;
    this.catalog = catalog;
  }

  /** What is there now. */
  Presence presence(Selection selection) {
    Collection<ServiceName> selected = selection.services();
    return new Presence(catalog, selected.isEmpty() ? names() : selected);
  }

  /** An instance as it stands in a stream; written by nobody. */
  Buffer frame(Presence.Shown shown) {
    int slot = shown.held().key().hashCode() & (KEPT - 1);
    Frame frame = frames[slot];
    if (frame == null || !frame.shown().equals(shown)) {
      frame = new Frame(shown, EventText.frame(EventKind.REGISTERED, data(shown)));
      frames[slot] = frame;
    }
    return frame.text();
  }

  /** As JSON. */
  static Buffer data(Presence.Shown shown) {
    return RegistryJson.registered(shown.held(), shown.condition()).toBuffer();
  }

  /** One list for all who begin before something changes: each holds it for as long as it reads. */
  private List<ServiceName> names() {
    long latest = log.latest(); // before the names, which then show that change and more
    if (namesAt != latest) {
      names = catalog.services();
      namesAt = latest;
    }
    return names;
  }
}
