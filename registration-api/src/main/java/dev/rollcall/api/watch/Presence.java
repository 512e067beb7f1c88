package dev.rollcall.api.watch;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The instances that are there, each service as it is when its turn comes. It holds no copy of
 * them: ten thousand watchers may be at it for as long as they read.
 */
final class Presence implements Iterator<Presence.Shown> {
  private final Catalog catalog;
  private final Iterator<ServiceName> names;
  private Iterator<Entry> entries = Collections.emptyIterator();
  private @Nullable Service service; // whose entries these are
  private @Nullable Shown next;

  /** An instance in the condition in which its service shows it. */
  record Shown(Registered held, Condition condition) {}

  /**
   * @param names of services, some of which may not be there
   */
  Presence(Catalog catalog, Collection<ServiceName> names) {
    this.catalog = catalog;
    this.names = names.iterator();
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Shown next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Shown found = next;
    advance();
    return found;
  }

  private void advance() {
    next = null;
    while (next == null && (entries.hasNext() || names.hasNext())) {
      if (!entries.hasNext()) {
        service = catalog.service(names.next()).orElse(null);
        entries = service == null ? Collections.emptyIterator() : service.entries().iterator();
      } else if (entries.next() instanceof Registered held && service != null) {
        next = new Shown(held, service.condition(held));
      }
    }
  }
}
