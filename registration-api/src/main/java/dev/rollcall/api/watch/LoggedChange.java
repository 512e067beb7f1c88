package dev.rollcall.api.watch;

import dev.rollcall.api.json.RegistryJson;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that watchers hear of. It becomes JSON when the first of them asks for it, once for all
 * of them: the view thread, which makes changes, has no time for that.
 */
final class LoggedChange {
  private final Revision revision;
  private final InstanceKey key;
  private final EventKind kind;
  private final @Nullable Entry after;
  private @Nullable Buffer data; // owned by the event loop

  private LoggedChange(Revision revision, InstanceKey key, EventKind kind, @Nullable Entry after) {
    this.revision = revision;
    this.key = key;
    this.kind = kind;
    this.after = after;
  }

  static LoggedChange of(Revision revision, Change change, EventKind kind) {
    return new LoggedChange(revision, change.key(), kind, change.after());
  }

  /** What it is to watchers: nothing where an instance that was gone stays so. */
  static Optional<EventKind> kindOf(Change change) {
    boolean wasThere = change.before() instanceof Registered;
    if (change.after() instanceof Registered) {
      return Optional.of(wasThere ? EventKind.CHANGED : EventKind.REGISTERED);
    }
    return wasThere ? Optional.of(EventKind.GONE) : Optional.empty();
  }

  Revision revision() {
    return revision;
  }

  InstanceKey key() {
    return key;
  }

  /** As it stands in a stream. */
  Buffer frame() {
    return EventText.frame(kind, revision, data());
  }

  /** As it stands in an answer. */
  Buffer element() {
    return EventText.element(kind, revision, data());
  }

  private Buffer data() {
    if (data == null) {
      data = json().toBuffer();
    }
    return data;
  }

  private JsonObject json() {
    return switch (after) {
      case Registered held -> RegistryJson.registered(held);
      case Tombstone tombstone -> RegistryJson.key(key).mergeIn(RegistryJson.departed(tombstone));
      // Nothing is left of it, not even why: this node has found out late.
      case null -> RegistryJson.key(key);
    };
  }
}
