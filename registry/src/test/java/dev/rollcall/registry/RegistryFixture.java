package dev.rollcall.registry;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A registry under test, and how a test waits for what it shows. */
abstract class RegistryFixture {
  static final Duration LEASE = Duration.ofSeconds(10);
  static final InstanceKey KEY = InstanceKey.of("orders", "a");

  protected final ManualTime time = new ManualTime();

  /** Where the test registers. */
  protected abstract Registry registry();

  /** Where the test looks: the catalogue of every node, first the one it registers with. */
  protected abstract List<Catalog> catalogs();

  /** Does all that is due by now: renewals reach their owner, leases end, tombstones go. */
  protected abstract void settle();

  /** An instance with a lease of 10 s. */
  protected static Instance instance(InstanceKey key) {
    return Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080)).withLease(LEASE);
  }

  /** What a stage gives, which it has to within 10 s of real time. */
  protected static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  protected final Registered awaitRegistered(InstanceKey key) {
    return (Registered) awaitEntry(key, e -> e.orElse(null) instanceof Registered).orElseThrow();
  }

  protected final Tombstone awaitTombstone(InstanceKey key) {
    return (Tombstone) awaitEntry(key, e -> e.orElse(null) instanceof Tombstone).orElseThrow();
  }

  /** The entry of that key once every node has it as expected, within 10 s of real time. */
  protected final Optional<Entry> awaitEntry(InstanceKey key, Predicate<Optional<Entry>> expected) {
    catalogs().forEach(catalog -> awaitEntry(catalog, key, expected));
    return entry(catalog(), key);
  }

  /** The entry of that key once {@code catalog} and all that follow it have it as expected. */
  protected static Optional<Entry> awaitEntry(
      Catalog catalog, InstanceKey key, Predicate<Optional<Entry>> expected) {
    var met = new CompletableFuture<Optional<Entry>>();
    catalog.follow(
        new Look(
            () -> {
              Optional<Entry> entry = entry(catalog, key);
              if (expected.test(entry)) {
                met.complete(entry);
              }
            }));
    return now(met);
  }

  final Catalog catalog() {
    return catalogs().getFirst();
  }

  final boolean isRegistered(InstanceKey key) {
    return entry(catalog(), key).orElse(null) instanceof Registered;
  }

  static Optional<Entry> entry(Catalog catalog, InstanceKey key) {
    return catalog.service(key.service()).flatMap(service -> service.entry(key.id()));
  }

  /**
   * Looks when it is welcomed and after each change, after the followers that were there before.
   */
  private record Look(Runnable look) implements Follower {
    @Override
    public void changed(List<Change> changes) {
      look.run();
    }

    @Override
    public void loaded() {
      look.run();
    }
  }
}
