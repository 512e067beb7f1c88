package dev.rollcall.cluster;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Command;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Takes the mark away from restored instances that were heard of: one command for each, however
 * often it is heard of meanwhile, and a few at a time, for after a restart all are heard of at
 * once.
 */
final class Confirmations {
  private static final int MOST_UNDER_WAY = 256;

  private final Function<Command, CompletionStage<?>> registry;

  // Guarded by this.
  private final SequencedSet<InstanceKey> waiting = new LinkedHashSet<>();
  private final Set<InstanceKey> underWay = new LinkedHashSet<>();

  /**
   * @param registry carries out a command in the replicated map, without waiting
   */
  Confirmations(Function<Command, CompletionStage<?>> registry) {
    this.registry = registry;
  }

  /** A restored instance was heard of. Any thread; does not wait. */
  void heard(InstanceKey key) {
    if (isNew(key)) {
      confirm(key);
    }
  }

  private synchronized boolean isNew(InstanceKey key) {
    if (underWay.contains(key) || waiting.contains(key)) {
      return false;
    }
    if (underWay.size() >= MOST_UNDER_WAY) {
      waiting.add(key);
      return false;
    }
    return underWay.add(key);
  }

  /** One that fails is carried out with the next heartbeat. */
  private void confirm(InstanceKey key) {
    CompletionStage<?> _ =
        registry.apply(new Command.Confirm(key)).whenComplete((made, failure) -> confirmNext(key));
  }

  private void confirmNext(InstanceKey done) {
    InstanceKey next;
    synchronized (this) {
      underWay.remove(done);
      next = waiting.isEmpty() ? null : waiting.removeFirst();
      if (next != null) {
        underWay.add(next);
      }
    }
    if (next != null) {
      confirm(next);
    }
  }
}
