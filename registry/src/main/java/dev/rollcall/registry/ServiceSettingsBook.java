package dev.rollcall.registry;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where operators settle how a service is treated, whether it has instances or not; {@link Catalog}
 * tells what is settled. Any thread may call: no method blocks. The stages complete on a thread of
 * the registry, which must not be held up; they fail only where Rollcall itself is at fault.
 */
public interface ServiceSettingsBook {
  /**
   * Puts the settings of a service in the place of those it had, if {@code only} allows it.
   * Completes when the owner and its backups have them and the local {@link Catalog} gives them. To
   * put the same settings again changes nothing.
   */
  CompletionStage<Settling> put(ServiceName service, ServiceSettings settings, Precondition only);

  /** Deletes the settings of a service, if {@code only} allows it; completes like {@link #put}. */
  CompletionStage<SettingsRemoval> delete(ServiceName service, Precondition only);

  /**
   * Brings in settings known elsewhere, and the traces of deleted ones: the later ones win. To
   * bring in the same twice is safe. They are all under way at once: of very many, give some
   * hundred at a time.
   */
  CompletionStage<Merging> merge(List<SettingsEntry> entries);
}
