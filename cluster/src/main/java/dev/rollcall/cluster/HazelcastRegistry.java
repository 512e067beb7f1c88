package dev.rollcall.cluster;

import com.hazelcast.map.IMap;
import dev.rollcall.cluster.lease.RenewalBatcher;
import dev.rollcall.cluster.wire.CommandProcessor;
import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridClock;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The registry over a replicated map. A change is carried out at the entry's owner, confirmed by
 * its backups, and shown in this node's view before it is acknowledged. A heartbeat is answered
 * from the view and passed on later.
 */
final class HazelcastRegistry implements Registry {
  private final LongAdder heard = new LongAdder();
  private final IMap<InstanceKey, Entry> map;
  private final LiveView view;
  private final RenewalBatcher renewals;
  private final HybridClock clock;
  private final TimeSource time;

  HazelcastRegistry(
      IMap<InstanceKey, Entry> map,
      LiveView view,
      RenewalBatcher renewals,
      HybridClock clock,
      TimeSource time) {
    this.map = map;
    this.view = view;
    this.renewals = renewals;
    this.clock = clock;
    this.time = time;
  }

  @Override
  public CompletionStage<Registration> register(Instance instance) {
    return outcome(new Command.Register(instance), Registration::of, Unavailable::new);
  }

  @Override
  public CompletionStage<Amending> amend(InstanceKey key, Amendment amendment) {
    return outcome(new Command.Amend(key, amendment), Amending::of, Unavailable::new);
  }

  @Override
  public CompletionStage<Removal> deregister(InstanceKey key) {
    return outcome(new Command.Deregister(key), Removal::of, Unavailable::new);
  }

  @Override
  public CompletionStage<Renewal> renew(List<InstanceKey> keys) {
    long heardAt = time.nanoTime();
    var strangers = new ArrayList<InstanceKey>();
    for (InstanceKey key : keys) {
      if (view.entry(key).orElse(null) instanceof Registered) {
        renewals.add(key, heardAt);
        heard.increment();
      } else {
        strangers.add(key);
      }
    }
    return strangers.isEmpty()
        ? CompletableFuture.completedFuture(new Renewal.Renewed(List.of()))
        : renewStrangers(strangers, heardAt);
  }

  @Override
  public CompletionStage<Merging> merge(List<Entry> entries) {
    var made =
        entries.stream()
            .map(entry -> carryOut(new Command.Merge(entry)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new))
        .<Merging>thenApply(all -> Merging.of(made.stream().map(CompletableFuture::join)))
        .exceptionally(failure -> new Unavailable(MapCalls.reasonOf(failure)));
  }

  /** Heartbeats that were heard here for registered instances. */
  long renewals() {
    return heard.sum();
  }

  /** Carries out a command at the owner and shows what came of it here. Fails as Hazelcast does. */
  CompletionStage<Transition> carryOut(Command command) {
    // Each try is at a later moment: a lease begins when it is acknowledged.
    return MapCalls.confirmed(
            isRepeated ->
                map.submitToKey(
                    command.key(), new CommandProcessor(command, clock.now(), isRepeated)))
        .thenCompose(made -> view.show(command.key(), made).thenApply(shown -> made));
  }

  /** An instance that registered elsewhere a moment ago is in the map before it is in our view. */
  private CompletionStage<Renewal> renewStrangers(List<InstanceKey> strangers, long heardAt) {
    var found = strangers.stream().map(key -> renewStranger(key, heardAt)).toList();
    return CompletableFuture.allOf(found.toArray(CompletableFuture<?>[]::new))
        .<Renewal>thenApply(all -> new Renewal.Renewed(unknown(strangers, found)))
        .exceptionally(failure -> new Unavailable(MapCalls.reasonOf(failure)));
  }

  private CompletableFuture<Boolean> renewStranger(InstanceKey key, long heardAt) {
    return MapCalls.asked(() -> map.getAsync(key))
        .thenCompose(
            entry -> {
              if (!(entry instanceof Registered)) {
                return CompletableFuture.completedFuture(false);
              }
              return view.apply(entry)
                  .thenApply(
                      shown -> {
                        renewals.add(key, heardAt);
                        heard.increment();
                        return true;
                      });
            });
  }

  private static List<InstanceKey> unknown(
      List<InstanceKey> strangers, List<CompletableFuture<Boolean>> found) {
    var unknown = new ArrayList<InstanceKey>();
    for (int i = 0; i < strangers.size(); i++) {
      if (!found.get(i).join()) {
        unknown.add(strangers.get(i));
      }
    }
    return unknown;
  }

  private <T> CompletionStage<T> outcome(
      Command command, Function<Transition, T> done, Function<String, T> unavailable) {
    return carryOut(command)
        .thenApply(done)
        .exceptionally(failure -> unavailable.apply(MapCalls.reasonOf(failure)));
  }
}
