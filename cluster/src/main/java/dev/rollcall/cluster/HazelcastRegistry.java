package dev.rollcall.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.map.IMap;
import dev.rollcall.cluster.lease.RenewalBatcher;
import dev.rollcall.cluster.wire.CommandProcessor;
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
import org.jspecify.annotations.Nullable;

/**
 * The registry over a replicated map. A change is carried out at the entry's owner, confirmed by
 * its backups, and shown in this node's view before it is acknowledged. A heartbeat is answered
 * from the view and passed on later.
 */
final class HazelcastRegistry implements Registry {
  /** A try takes a second while a backup is silent; a silent member is given up after five. */
  private static final int TRIES = 8;

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
    return submit(command, TRIES)
        .thenCompose(made -> view.show(command.key(), made).thenApply(shown -> made));
  }

  /** An instance that registered elsewhere a moment ago is in the map before it is in our view. */
  private CompletionStage<Renewal> renewStrangers(List<InstanceKey> strangers, long heardAt) {
    var found = strangers.stream().map(key -> renewStranger(key, heardAt)).toList();
    return CompletableFuture.allOf(found.toArray(CompletableFuture<?>[]::new))
        .<Renewal>thenApply(all -> new Renewal.Renewed(unknown(strangers, found)))
        .exceptionally(failure -> new Unavailable(reasonOf(failure)));
  }

  private CompletableFuture<Boolean> renewStranger(InstanceKey key, long heardAt) {
    return asked(() -> map.getAsync(key))
        .thenCompose(
            entry -> {
              if (!(entry instanceof Registered)) {
                return CompletableFuture.completedFuture(false);
              }
              return view.apply(entry)
                  .thenApply(
                      shown -> {
                        renewals.add(key, heardAt);
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
        .exceptionally(failure -> unavailable.apply(reasonOf(failure)));
  }

  /**
   * A backup that did not confirm leaves open whether a change would survive. Every command may be
   * carried out twice, so it is, at a later moment: a lease begins when it is acknowledged.
   */
  private CompletionStage<Transition> submit(Command command, int tries) {
    var processor = new CommandProcessor(command, clock.now(), tries < TRIES);
    return asked(() -> map.submitToKey(command.key(), processor))
        // Not on the thread that told of it: Hazelcast lets none of its own wait for a member.
        .exceptionallyComposeAsync(
            failure ->
                tries > 1 && causeOf(failure) instanceof IndeterminateOperationStateException
                    ? submit(command, tries - 1)
                    : CompletableFuture.failedStage(failure));
  }

  /**
   * Hazelcast throws some failures where it is asked; here they all end up in the stage. It goes on
   * on Hazelcast's own thread rather than on one that would be made for it.
   */
  private static <T> CompletableFuture<T> asked(Supplier<CompletionStage<T>> question) {
    var answer = new CompletableFuture<T>();
    try {
      CompletionStage<T> _ =
          question
              .get()
              .whenCompleteAsync((value, failure) -> pass(value, failure, answer), Runnable::run);
    } catch (HazelcastException | IllegalStateException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private static <T> void pass(T value, @Nullable Throwable failure, CompletableFuture<T> answer) {
    if (failure == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(failure);
    }
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
