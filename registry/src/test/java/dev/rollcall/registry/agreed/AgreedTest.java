package dev.rollcall.registry.agreed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.agreed.AnyAgreed.AnyKey;
import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreedTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final CookieKey OLD = key(1, NOON);
  private static final CookieKey NEW = key(2, NOON.plusSeconds(60));

  @Property
  void aMergeGivesTheSameInEitherOrder(
      @ForAll @From(supplier = AnyAgreed.class) Agreed one,
      @ForAll @From(supplier = AnyAgreed.class) Agreed other) {
    assertEquals(one.merge(other), other.merge(one));
  }

  @Property
  void aMergeGivesTheSameInAnyGrouping(
      @ForAll @From(supplier = AnyAgreed.class) Agreed a,
      @ForAll @From(supplier = AnyAgreed.class) Agreed b,
      @ForAll @From(supplier = AnyAgreed.class) Agreed c) {
    assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)));
  }

  @Property
  void whatWasMergedInOnceChangesNothingAgain(
      @ForAll @From(supplier = AnyAgreed.class) Agreed one,
      @ForAll @From(supplier = AnyAgreed.class) Agreed other) {
    assertTrue(one.holds(one));
    assertTrue(one.holds(Agreed.NOTHING));
    assertTrue(one.merge(other).holds(other));
  }

  @Property
  void theSerialNeverGoesBackAndTheNewestKeyIsNeverLost(
      @ForAll @From(supplier = AnyAgreed.class) Agreed one,
      @ForAll @From(supplier = AnyKey.class) CookieKey key) {
    Agreed merged = one.merge(new Agreed(1, List.of(key)));
    assertEquals(Math.max(one.serial(), 1), merged.serial());
    Instant newest = merged.cookieKeys().getFirst().activeFrom();
    assertFalse(newest.isBefore(key.activeFrom()));
    assertTrue(one.cookieKeys().stream().noneMatch(k -> k.activeFrom().isAfter(newest)));
  }

  @Test
  void theNewestThreeKeysAreKeptTheNewestFirst() {
    List<CookieKey> keys =
        IntStream.range(0, 5).mapToObj(i -> key(i, NOON.plus(Duration.ofDays(i)))).toList();
    Agreed all = keys.stream().map(Agreed::key).reduce(Agreed.NOTHING, Agreed::merge);
    assertEquals(List.of(keys.get(4), keys.get(3), keys.get(2)), all.cookieKeys());
  }

  @Test
  void theEarlierBeginningIsKeptAndAnUnknownOneGivesWay() {
    Agreed noon = Agreed.began(NOON);
    assertEquals(NOON.getEpochSecond(), noon.merge(Agreed.NOTHING).began());
    assertEquals(NOON.getEpochSecond(), noon.merge(Agreed.began(NOON.plusSeconds(1))).began());
    assertThrows(InvalidValueException.class, () -> Agreed.began(Instant.ofEpochSecond(-1)));
  }

  @Test
  void cookiesAreMadeWithTheNewestKeyThatIsActive() {
    var agreed = new Agreed(0, List.of(OLD, NEW));
    assertEquals(Optional.of(OLD), agreed.cookieKey(NOON.plusMillis(59_999)));
    assertEquals(Optional.of(NEW), agreed.cookieKey(NOON.plusSeconds(60)));
    assertEquals(Optional.empty(), Agreed.NOTHING.cookieKey(NOON));
  }

  @Test
  void aNodeWhoseClockIsBehindMakesCookiesWithTheOldestKey() {
    assertEquals(
        Optional.of(OLD), new Agreed(0, List.of(OLD, NEW)).cookieKey(NOON.minusSeconds(9)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Agreed.MAX_SERIAL + 1})
  void aSerialThatDoesNotFitIsRefused(long serial) {
    assertThrows(InvalidValueException.class, () -> Agreed.serial(serial));
  }

  @Test
  void aKeyIsSixteenOctetsInTheirOrder() {
    byte[] octets = {-1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    assertArrayEquals(octets, CookieKey.of(octets, NOON).octets());
    assertEquals(
        new CookieKey(0xff02030405060708L, 0x090a0b0c0d0e0f10L, NOON), CookieKey.of(octets, NOON));
    assertThrows(InvalidValueException.class, () -> CookieKey.of(new byte[15], NOON));
  }

  @Test
  void aKeyDoesNotShowItsSecret() {
    assertEquals("CookieKey[activeFrom=2030-01-01T12:00:00Z]", OLD.toString());
    assertEquals(
        "Agreed[serial=7, cookieKeys=[CookieKey[activeFrom=2030-01-01T12:00:00Z]], began=0]",
        new Agreed(7, List.of(OLD)).toString());
  }

  private static CookieKey key(long secret, Instant activeFrom) {
    return new CookieKey(secret, secret, activeFrom);
  }
}
