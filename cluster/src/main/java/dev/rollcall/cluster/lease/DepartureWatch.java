package dev.rollcall.cluster.lease;

import dev.rollcall.registry.health.Departures;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Transition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Removes who is to leave, but nobody for checks that failed while this node was cut off or paused:
 * then it is this node that reaches nobody. Owned by the lease thread.
 */
final class DepartureWatch {
  private final Departures departures;
  private final Supplier<Company> company;
  private final LongSupplier pauses;
  private final Function<Command, CompletionStage<Transition>> registry;
  private long knownPauses;

  /**
   * @param company whom this node sees
   * @param pauses how often this node was paused
   * @param registry carries out a command and shows what came of it, without waiting
   */
  DepartureWatch(
      Departures departures,
      Supplier<Company> company,
      LongSupplier pauses,
      Function<Command, CompletionStage<Transition>> registry) {
    this.departures = departures;
    this.company = company;
    this.pauses = pauses;
    this.registry = registry;
  }

  /** Completes when all whose time has come have left, or are to be tried again in a second. */
  CompletableFuture<Void> look() {
    long pausesNow = pauses.getAsLong();
    if (pausesNow != knownPauses || company.get().isIsolated()) {
      departures.distrustChecks();
    }
    knownPauses = pausesNow;
    return CompletableFuture.allOf(
        departures.due().stream().map(this::carryOut).toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> carryOut(Command remove) {
    return CompletableFuture.completedFuture(remove)
        .thenCompose(registry)
        .exceptionally(failure -> null);
  }
}
