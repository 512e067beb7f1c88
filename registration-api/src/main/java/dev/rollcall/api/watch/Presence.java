package dev.rollcall.api.watch;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The instances that are there, each service as it is when its turn comes. It holds no copy of
 * them: ten thousand watchers may be at it for as long as they read.
 */
final class Presence implements Iterator<Registered> {
  private final Catalog catalog;
  private final Iterator<ServiceName> names;
  private Iterator<Entry> entries = Collections.emptyIterator();
  private @Nullable Registered next;

  Presence(Catalog catalog, Selection selection) {
    Collection<ServiceName> all =
        selection.services().isEmpty() ? catalog.services() : selection.services();
    this.catalog = catalog;
    this.names = all.iterator();
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Registered next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Registered found = next;
    advance();
    return found;
  }

  private void advance() {
    next = null;
    while (next == null && (entries.hasNext() || names.hasNext())) {
      if (!entries.hasNext()) {
        entries = catalog.service(names.next()).map(Service::entries).orElse(List.of()).iterator();
      } else if (entries.next() instanceof Registered held) {
        next = held;
      }
    }
  }
}
