package dev.rollcall.registry;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.Entry;
import java.util.List;
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

  /** Renews the leases of all those instances from now on. Completes at once for those it knows. */
  CompletionStage<Renewal> renew(List<InstanceKey> keys);

  /** Changes a registered instance. Its lease goes on as it was. */
  CompletionStage<Amending> amend(InstanceKey key, Amendment amendment);

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
