package dev.rollcall.cluster;

import com.hazelcast.map.IMap;
import dev.rollcall.cluster.wire.CommandProcessor;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.Transition;
import java.util.concurrent.CompletionStage;

/** Carries commands out where the entry is. Any thread; never waits. */
final class Commands {
  private final IMap<InstanceKey, Entry> map;
  private final LiveView view;
  private final HybridClock clock;

  Commands(IMap<InstanceKey, Entry> map, LiveView view, HybridClock clock) {
    this.map = map;
    this.view = view;
    this.clock = clock;
  }

  /**
   * Carries a command out at the owner and its backups, and shows here what came of it. Fails as
   * Hazelcast does.
   */
  CompletionStage<Transition> carryOut(Command command) {
    // Each try is at a later moment: a lease begins when it is acknowledged.
    return MapCalls.confirmed(
            isRepeated ->
                map.submitToKey(
                    command.key(), new CommandProcessor(command, clock.now(), isRepeated)))
        .thenCompose(made -> view.show(command.key(), made).thenApply(shown -> made));
  }

  /** The same, for those who look again later whether it was done. */
  void send(Command command) {
    CompletionStage<?> _ = carryOut(command);
  }
}
