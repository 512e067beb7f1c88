package dev.rollcall.cluster.company;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.StatusOverride;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A registry that takes no changes while its node is isolated. Heartbeats go on: they keep what is
 * there, and are no news to anybody.
 */
public final class IsolationGate implements Registry {
  private final Registry registry;
  private final Supplier<Company> company;

  public IsolationGate(Registry registry, Supplier<Company> company) {
    this.registry = registry;
    this.company = company;
  }

  @Override
  public CompletionStage<Registration> register(Instance instance) {
    Company now = company.get();
    return now.isIsolated() ? completedFuture(refusal(now)) : registry.register(instance);
  }

  @Override
  public CompletionStage<Amending> amend(InstanceKey key, Amendment amendment) {
    Company now = company.get();
    return now.isIsolated() ? completedFuture(refusal(now)) : registry.amend(key, amendment);
  }

  @Override
  public CompletionStage<Amending> oversee(InstanceKey key, Optional<StatusOverride> override) {
    Company now = company.get();
    return now.isIsolated() ? completedFuture(refusal(now)) : registry.oversee(key, override);
  }

  @Override
  public CompletionStage<Amending> report(
      InstanceKey key, HybridTime registered, CheckResult result) {
    Company now = company.get();
    return now.isIsolated()
        ? completedFuture(refusal(now))
        : registry.report(key, registered, result);
  }

  @Override
  public CompletionStage<Removal> deregister(InstanceKey key) {
    Company now = company.get();
    return now.isIsolated() ? completedFuture(refusal(now)) : registry.deregister(key);
  }

  @Override
  public CompletionStage<Renewal> renew(List<InstanceKey> keys) {
    return registry.renew(keys);
  }

  @Override
  public CompletionStage<Merging> merge(List<Entry> entries) {
    Company now = company.get();
    return now.isIsolated() ? completedFuture(refusal(now)) : registry.merge(entries);
  }

  private static Unavailable refusal(Company now) {
    return new Unavailable(
        "this node is cut off: it sees %d of %d members"
            .formatted(now.present(), now.present() + now.missing()));
  }
}
