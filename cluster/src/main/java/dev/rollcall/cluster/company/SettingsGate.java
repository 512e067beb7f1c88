package dev.rollcall.cluster.company;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.rollcall.registry.Merging;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.SettingsRemoval;
import dev.rollcall.registry.Settling;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.standing.Company;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A book that takes no settings while its node is isolated, as {@link IsolationGate} does. */
public final class SettingsGate implements ServiceSettingsBook {
  private final ServiceSettingsBook book;
  private final Supplier<Company> company;

  public SettingsGate(ServiceSettingsBook book, Supplier<Company> company) {
    this.book = book;
    this.company = company;
  }

  @Override
  public CompletionStage<Settling> put(
      ServiceName service, ServiceSettings settings, Precondition only) {
    Company now = company.get();
    return now.isIsolated()
        ? completedFuture(IsolationGate.refusal(now))
        : book.put(service, settings, only);
  }

  @Override
  public CompletionStage<SettingsRemoval> delete(ServiceName service, Precondition only) {
    Company now = company.get();
    return now.isIsolated()
        ? completedFuture(IsolationGate.refusal(now))
        : book.delete(service, only);
  }

  @Override
  public CompletionStage<Merging> merge(List<SettingsEntry> entries) {
    Company now = company.get();
    return now.isIsolated() ? completedFuture(IsolationGate.refusal(now)) : book.merge(entries);
  }
}
