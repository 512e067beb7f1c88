package dev.rollcall.api;

import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.SettingsRemoval;
import dev.rollcall.registry.Settling;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A book that takes no settings; whatever it is asked ends in the same way. */
record BrokenBook(CompletableFuture<Unavailable> outcome) implements ServiceSettingsBook {
  /** As broken as that registry; null when that is not broken. */
  static @Nullable ServiceSettingsBook of(Registry registry) {
    return registry instanceof BrokenRegistry broken ? new BrokenBook(broken.outcome()) : null;
  }

  @Override
  public CompletionStage<Settling> put(
      ServiceName service, ServiceSettings settings, Precondition only) {
    return outcome.thenApply(Settling.class::cast);
  }

  @Override
  public CompletionStage<SettingsRemoval> delete(ServiceName service, Precondition only) {
    return outcome.thenApply(SettingsRemoval.class::cast);
  }

  @Override
  public CompletionStage<Merging> merge(List<SettingsEntry> entries) {
    // Nothing to do is nothing to fail at.
    return entries.isEmpty()
        ? CompletableFuture.completedStage(Merging.Merged.NOTHING)
        : outcome.thenApply(Merging.class::cast);
  }
}
