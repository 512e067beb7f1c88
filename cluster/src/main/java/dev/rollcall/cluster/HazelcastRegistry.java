package dev.rollcall.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.map.IMap;
import dev.rollcall.registry.Amending;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The registry over a replicated map. A change is carried out at the entry's owner, confirmed by
 * its backups, and shown in this node's view before it is acknowledged. A heartbeat is answered
 * from the view and passed on later.
 */
final class HazelcastRegistry implements Registry {
  private static final int TRIES = 3;

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
      } else {
        strangers.add(key);
      }
    }
    return strangers.isEmpty()
        ? CompletableFuture.completedFuture(new Renewal.Renewed(List.of()))
        : renewStrangers(strangers, heardAt);
  }

  /** Carries out a command at the owner and shows what came of it here. Fails as Hazelcast does. */
  CompletionStage<Transition> carryOut(Command command) {
    return submit(new CommandProcessor(command, clock.now()), TRIES)
        .thenCompose(made -> view.show(command.key(), made).thenApply(shown -> made));
  }

  /** An instance that registered elsewhere a moment ago is in the map before it is in our view. */
  private CompletionStage<Renewal> renewStrangers(List<InstanceKey> strangers, long heardAt) {
    var lookups =
        strangers.stream()
            .map(key -> asked(() -> map.getAsync(key)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(lookups.toArray(CompletableFuture<?>[]::new))
        .<Renewal>thenApply(
            all -> {
              var unknown = new ArrayList<InstanceKey>();
              for (int i = 0; i < lookups.size(); i++) {
                if (lookups.get(i).join() instanceof Registered) {
                  renewals.add(strangers.get(i), heardAt);
                } else {
                  unknown.add(strangers.get(i));
                }
              }
              return new Renewal.Renewed(unknown);
            })
        .exceptionally(failure -> new Unavailable(reasonOf(failure)));
  }

  private <T> CompletionStage<T> outcome(
      Command command, Function<Transition, T> done, Function<String, T> unavailable) {
    return carryOut(command)
        .thenApply(done)
        .exceptionally(failure -> unavailable.apply(reasonOf(failure)));
  }

  /**
   * A backup that did not confirm leaves open whether a change would survive; every command may be
   * carried out twice, so it is.
   */
  private CompletionStage<Transition> submit(CommandProcessor processor, int tries) {
    return asked(() -> map.submitToKey(processor.command().key(), processor))
        .exceptionallyCompose(
            failure ->
                tries > 1 && causeOf(failure) instanceof IndeterminateOperationStateException
                    ? submit(processor, tries - 1)
                    : CompletableFuture.failedStage(failure));
  }

  /** Hazelcast throws some failures where it is asked; here they all end up in the stage. */
  private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> question) {
    return CompletableFuture.completedStage(question).thenCompose(Supplier::get);
  }

  /** Why Hazelcast could not do it, in words for users; what is a fault of ours is thrown on. */
  private static String reasonOf(Throwable failure) {
    Throwable cause = causeOf(failure);
    if (cause instanceof OperationTimeoutException) {
      return "the owner of this instance did not answer in time";
    }
    if (cause instanceof HazelcastInstanceNotActiveException) {
      return "this node is stopping";
    }
    if (cause instanceof HazelcastException) {
      return "the members of the cluster are changing";
    }
    throw new CompletionException(cause);
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
