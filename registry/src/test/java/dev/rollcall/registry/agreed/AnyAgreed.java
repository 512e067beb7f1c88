package dev.rollcall.registry.agreed;

import dev.rollcall.registry.agreed.AnyAgreed.AnyKey;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Values of few serials, moments and secrets, so that they meet often. */
public final class AnyAgreed implements ArbitrarySupplier<Agreed> {
  @Override
  public Arbitrary<Agreed> get() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 5),
            new AnyKey().get().list().ofMaxSize(5),
            Arbitraries.longs().between(0, 3))
        .as(Agreed::new);
  }

  /** A few keys, some of the same moment. */
  static final class AnyKey implements ArbitrarySupplier<CookieKey> {
    @Override
    public Arbitrary<CookieKey> get() {
      return Combinators.combine(
              Arbitraries.longs().between(-1, 1),
              Arbitraries.longs().between(-1, 1),
              Arbitraries.longs().between(0, 3).map(Instant::ofEpochSecond))
          .as(CookieKey::new);
    }
  }
}
