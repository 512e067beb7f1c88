package dev.rollcall.registry.live;

import dev.rollcall.registry.Merging;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.SettingsRemoval;
import dev.rollcall.registry.Settling;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsCommand;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.service.SettingsTransition;
import dev.rollcall.registry.state.HybridClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The settings of one node's services. Nothing survives it. */
final class InMemorySettingsBook implements ServiceSettingsBook {
  private final ConcurrentMap<ServiceName, SettingsEntry> entries = new ConcurrentHashMap<>();
  private final LiveView view;
  private final HybridClock clock;

  InMemorySettingsBook(LiveView view, HybridClock clock) {
    this.view = view;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Settling> put(
      ServiceName service, ServiceSettings settings, Precondition only) {
    return carryOut(new SettingsCommand.Put(service, settings, only)).thenApply(Settling::of);
  }

  @Override
  public CompletionStage<SettingsRemoval> delete(ServiceName service, Precondition only) {
    return carryOut(new SettingsCommand.Delete(service, only)).thenApply(SettingsRemoval::of);
  }

  @Override
  public CompletionStage<Merging> merge(List<SettingsEntry> all) {
    var made = all.stream().map(SettingsCommand.Merge::new).map(this::carryOut).toList();
    return CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new))
        .thenApply(shown -> Merging.ofSettings(made.stream().map(CompletableFuture::join)));
  }

  /** Carries commands out; completes when the view shows what came of them. */
  Stream<CompletableFuture<SettingsTransition>> carryOut(List<SettingsCommand> commands) {
    return commands.stream().map(this::carryOut);
  }

  private CompletableFuture<SettingsTransition> carryOut(SettingsCommand command) {
    var made = new SettingsTransition[1];
    entries.compute(
        command.service(),
        (service, current) -> {
          made[0] = SettingsTransition.of(current, command, clock.now());
          return made[0].after();
        });
    return view.show(made[0]).thenApply(shown -> made[0]);
  }
}
