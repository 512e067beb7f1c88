package dev.rollcall.cluster;

import com.hazelcast.map.IMap;
import dev.rollcall.cluster.journal.Saving;
import dev.rollcall.cluster.lease.Heartbeats;
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
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.StatusOverride;
import dev.rollcall.registry.state.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The registry over a replicated map. A change is carried out at the entry's owner, confirmed by
 * its backups, shown in this node's view, and kept by its journal as it has to be, before it is
 * acknowledged. A heartbeat is answered from the view and passed on later.
 */
final class HazelcastRegistry implements Registry {
  private final IMap<InstanceKey, Entry> map;
  private final LiveView view;
  private final Commands commands;
  private final Heartbeats heartbeats;
  private final TimeSource time;
  private final Saving journal;
  private final Confirmations confirmations;

  HazelcastRegistry(
      IMap<InstanceKey, Entry> map,
      LiveView view,
      Commands commands,
      Heartbeats heartbeats,
      TimeSource time,
      Saving journal) {
    this.map = map;
    this.view = view;
    this.commands = commands;
    this.heartbeats = heartbeats;
    this.time = time;
    this.journal = journal;
    this.confirmations = new Confirmations(commands::carryOut);
  }

  @Override
  public CompletionStage<Registration> register(Instance instance) {
    return outcome(
        new Command.Register(instance),
        made -> {
          // From its acknowledgement on the instance is alive, as after a heartbeat.
          heartbeats.hearRegistration(instance.key());
          return Registration.of(made);
        },
        Unavailable::new);
  }

  @Override
  public CompletionStage<Amending> amend(InstanceKey key, Amendment amendment) {
    return outcome(new Command.Amend(key, amendment), Amending::of, Unavailable::new);
  }

  @Override
  public CompletionStage<Amending> oversee(InstanceKey key, Optional<StatusOverride> override) {
    return outcome(new Command.Oversee(key, override), Amending::of, Unavailable::new);
  }

  @Override
  public CompletionStage<Amending> report(
      InstanceKey key, HybridTime registered, CheckResult result) {
    return outcome(new Command.Report(key, registered, result), Amending::of, Unavailable::new);
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
      if (!hear(key, heardAt)) {
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
            .map(entry -> commands.carryOut(new Command.Merge(entry)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new))
        .<Merging>thenApply(all -> Merging.of(made.stream().map(CompletableFuture::join)))
        .exceptionally(failure -> new Unavailable(MapCalls.reasonOf(failure)));
  }

  /** Takes a heartbeat; false when this node does not know the instance. */
  private boolean hear(InstanceKey key, long heardAt) {
    if (!heartbeats.hear(key, heardAt)) {
      return false;
    }
    if (view.entry(key).orElse(null) instanceof Registered held && held.restored()) {
      confirmations.heard(key);
    }
    return true;
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
              return view.apply(entry).thenApply(shown -> hear(key, heardAt));
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
    Optional<String> refusal = journal.refusal();
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(unavailable.apply(refusal.get()));
    }
    return commands
        .carryOut(command)
        .thenCompose(made -> journal.saved().thenApply(saved -> made))
        .thenApply(done)
        .exceptionally(failure -> unavailable.apply(MapCalls.reasonOf(failure)));
  }
}
