package dev.rollcall.api.watch;

import dev.rollcall.api.json.RegistryJson;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Oversight;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that watchers hear of. It becomes JSON when the first of them asks for it, once for all
 * of them: the view thread, which makes changes, has no time for that.
 */
final class LoggedChange {
  /** Most octets of JSON that are kept: longer ones are written again for each batch. */
  private static final int KEPT_DATA = 2048;

  /** Octets that one takes, about, but for what its instance has any number of. */
  private static final int FIXED = KEPT_DATA + 500;

  /** The same for a tag, a port, a check, or a pair of metadata without its text. */
  private static final int PART = 150;

  private final Revision revision;
  private final InstanceKey key;
  private final EventKind kind;
  private final @Nullable Entry after;
  private final @Nullable Condition condition; // of what is there
  private @Nullable Buffer data; // owned by the event loop

  private LoggedChange(
      Revision revision,
      InstanceKey key,
      EventKind kind,
      @Nullable Entry after,
      @Nullable Condition condition) {
    this.revision = revision;
    this.key = key;
    this.kind = kind;
    this.after = after;
    this.condition = condition;
  }

  /** An instance that is there, in a condition. */
  static LoggedChange of(Revision revision, EventKind kind, Registered held, Condition condition) {
    return new LoggedChange(revision, held.key(), kind, held, condition);
  }

  /** One that has gone, with the trace that is left of it. */
  static LoggedChange gone(Revision revision, Change change) {
    return new LoggedChange(revision, change.key(), EventKind.GONE, change.after(), null);
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

  /** Octets that it keeps in memory, about. Always the same. */
  int octets() {
    return after instanceof Registered held
        ? FIXED + octets(held.instance()) + octets(held.oversight())
        : FIXED;
  }

  private static int octets(Oversight oversight) {
    return oversight.results().stream().mapToInt(result -> result.output().length() + PART).sum();
  }

  private static int octets(Instance instance) {
    Map<String, String> pairs = instance.metadata().pairs();
    int text = pairs.values().stream().mapToInt(String::length).sum();
    text += pairs.keySet().stream().mapToInt(String::length).sum();
    int parts = pairs.size() + instance.tags().size() + instance.ports().size();
    return text + (parts + instance.supervision().checks().size()) * PART;
  }

  private Buffer data() {
    if (data != null) {
      return data;
    }
    Buffer written = json().toBuffer();
    if (written.length() <= KEPT_DATA) {
      data = written;
    }
    return written;
  }

  private JsonObject json() {
    return switch (after) {
      case Registered held -> RegistryJson.registered(held, Objects.requireNonNull(condition));
      case Tombstone tombstone -> RegistryJson.key(key).mergeIn(RegistryJson.departed(tombstone));
      // Nothing is left of it, not even why: this node has found out late.
      case null -> RegistryJson.key(key);
    };
  }
}
