package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InstanceVersionTest {
  @Provide
  Arbitrary<InstanceVersion> versions() {
    Arbitrary<Long> few = Arbitraries.longs().between(1, 3);
    Arbitrary<Long> many = Arbitraries.longs().between(1, Long.MAX_VALUE - 1);
    return Combinators.combine(Arbitraries.oneOf(few, many), Arbitraries.oneOf(few, many))
        .as((incarnation, version) -> new InstanceVersion(new HybridTime(incarnation), version));
  }

  @Property
  void oneOfTwoVersionsIsHigherUnlessTheyAreEqual(
      @ForAll("versions") InstanceVersion a, @ForAll("versions") InstanceVersion b) {
    assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
    assertEquals(a.equals(b), a.compareTo(b) == 0);
  }

  @Property
  void higherThanHigherIsHigher(
      @ForAll("versions") InstanceVersion a,
      @ForAll("versions") InstanceVersion b,
      @ForAll("versions") InstanceVersion c) {
    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
      assertTrue(a.compareTo(c) <= 0);
    }
  }

  @Property
  void theNextVersionIsHigherButBelowTheNextIncarnation(
      @ForAll("versions") InstanceVersion version) {
    assertTrue(version.next().compareTo(version) > 0);
    var reborn = InstanceVersion.first(version.incarnation().next());
    assertTrue(reborn.compareTo(version.next()) > 0);
  }

  @Test
  void theFirstVersionIsOne() {
    assertEquals(1, InstanceVersion.first(new HybridTime(7)).version());
  }
}
