package dev.rollcall.api;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.StatusOverride;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A registry that takes that long for all that is merged in at once, and does nothing else. */
record SlowRegistry(Duration duration) implements Registry {
  @Override
  public CompletionStage<Merging> merge(List<Entry> entries) {
    return CompletableFuture.supplyAsync(
        () -> new Merging.Merged(entries.size(), 0),
        CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public CompletionStage<Registration> register(Instance instance) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Renewal> renew(List<InstanceKey> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Amending> amend(InstanceKey key, Amendment amendment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Amending> oversee(InstanceKey key, Optional<StatusOverride> override) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Amending> report(
      InstanceKey key, HybridTime registered, CheckResult result) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Removal> deregister(InstanceKey key) {
    throw new UnsupportedOperationException();
  }
}
