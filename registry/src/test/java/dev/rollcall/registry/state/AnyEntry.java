package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Entries of a few keys at a few moments, so that versions often collide. */
public final class AnyEntry implements ArbitrarySupplier<Entry> {
  /** The keys that entries are made for. */
  public static final List<InstanceKey> KEYS =
      List.of(
          InstanceKey.of("orders", "a"), InstanceKey.of("orders", "b"), InstanceKey.of("db", "a"));

  /** The entry that was written at {@code changed}: what it holds depends on nothing else. */
  public static Entry at(InstanceKey key, InstanceVersion version, HybridTime changed) {
    int choice = (int) (changed.bits() % 4);
    if (choice == 0) {
      return new Tombstone(key, version, RemovalReason.DEREGISTERED, changed);
    }
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0." + choice), Port.tcp(8080));
    return new Registered(instance, version, version.incarnation(), changed);
  }

  @Override
  public Arbitrary<Entry> get() {
    return Arbitraries.of(KEYS).flatMap(AnyEntry::of);
  }

  /** The same for one key only. */
  public static final class OfOneKey implements ArbitrarySupplier<Entry> {
    @Override
    public Arbitrary<Entry> get() {
      return of(KEYS.getFirst());
    }
  }

  private static Arbitrary<Entry> of(InstanceKey key) {
    return Combinators.combine(
            Arbitraries.longs().between(1, 3),
            Arbitraries.longs().between(1, 3),
            Arbitraries.longs().between(1, 8),
            Arbitraries.of(true, false))
        .as(
            (incarnation, version, changed, restored) -> {
              Entry entry =
                  at(
                      key,
                      new InstanceVersion(new HybridTime(incarnation), version),
                      new HybridTime(changed));
              return restored && entry instanceof Registered held ? held.asRestored() : entry;
            });
  }
}
