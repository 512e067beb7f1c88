package dev.rollcall.api;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.StatusOverride;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A registry that carries out nothing; whatever it is asked ends in the same way.
 *
 * @param asked completes when it is first asked
 */
record BrokenRegistry(CompletableFuture<Unavailable> outcome, CompletableFuture<Boolean> asked)
    implements Registry {
  BrokenRegistry(CompletableFuture<Unavailable> outcome) {
    this(outcome, new CompletableFuture<>());
  }

  /** Cut off from its cluster. */
  static BrokenRegistry unavailable() {
    return new BrokenRegistry(
        CompletableFuture.completedFuture(new Unavailable("the cluster cannot be reached")));
  }

  /** With a fault in it. */
  static BrokenRegistry failing() {
    return new BrokenRegistry(
        CompletableFuture.failedFuture(new IllegalStateException("secret of the registry")));
  }

  @Override
  public CompletionStage<Registration> register(Instance instance) {
    return answer().thenApply(unavailable -> unavailable);
  }

  @Override
  public CompletionStage<Renewal> renew(List<InstanceKey> keys) {
    return answer().thenApply(unavailable -> unavailable);
  }

  @Override
  public CompletionStage<Amending> amend(InstanceKey key, Amendment amendment) {
    return answer().thenApply(unavailable -> unavailable);
  }

  @Override
  public CompletionStage<Amending> oversee(InstanceKey key, Optional<StatusOverride> override) {
    return answer().thenApply(unavailable -> unavailable);
  }

  @Override
  public CompletionStage<Amending> report(
      InstanceKey key, HybridTime registered, CheckResult result) {
    return answer().thenApply(unavailable -> unavailable);
  }

  @Override
  public CompletionStage<Removal> deregister(InstanceKey key) {
    return answer().thenApply(unavailable -> unavailable);
  }

  @Override
  public CompletionStage<Merging> merge(List<Entry> entries) {
    return answer().thenApply(unavailable -> unavailable);
  }

  private CompletableFuture<Unavailable> answer() {
    asked.complete(true);
    return outcome;
  }
}
