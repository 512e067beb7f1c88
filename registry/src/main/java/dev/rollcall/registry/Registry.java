package dev.rollcall.registry;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.StatusOverride;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where services register. Any thread may call, an event loop too: no method blocks. The stages
 * complete on a thread of the registry, which must not be held up; they fail only where Rollcall
 * itself is at fault.
 */
public interface Registry {
  /**
   * Registers an instance, or replaces the one that has its key; its lease begins now. Completes
   * when the owner and its backups have it and the local {@link Catalog} gives it.
   */
  CompletionStage<Registration> register(Instance instance);

  /**
   * Renews the leases of all those instances from now on. Completes at once for those it knows. One
   * without a lease is known, and nothing is renewed.
   */
  CompletionStage<Renewal> renew(List<InstanceKey> keys);

  /** Changes a registered instance. Its lease goes on as it was. */
  CompletionStage<Amending> amend(InstanceKey key, Amendment amendment);

  /**
   * Takes an operator's word on an instance, or lifts it: it holds whatever the instance and its
   * checks say, also when it registers anew or comes back after it was removed, unless it was
   * deregistered.
   *
   * @param override empty to lift what was said
   */
  CompletionStage<Amending> oversee(InstanceKey key, Optional<StatusOverride> override);

  /**
   * Takes what a check has come to. Changes nothing when a later registration than the one that
   * began at {@code registered} is there, or when the verdict is no news.
   */
  CompletionStage<Amending> report(InstanceKey key, HybridTime registered, CheckResult result);

  /** Takes an instance off the registry. Completes when the local {@link Catalog} shows it gone. */
  CompletionStage<Removal> deregister(InstanceKey key);

  /**
   * Brings in states known elsewhere, each with its version: the higher one wins. An instance that
   * is taken gets one full lease. Completes when the local {@link Catalog} shows all that were
   * taken; to bring in the same twice is safe. They are all under way at once: of very many, give
   * some hundred at a time.
   */
  CompletionStage<Merging> merge(List<Entry> entries);
}
