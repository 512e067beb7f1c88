package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What two sides of a split make of their entries of one key. */
class ReunionPropertiesTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Instance INSTANCE =
      Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));

  @Provide
  Arbitrary<Entry> entries() {
    Arbitrary<Long> small = Arbitraries.longs().between(1, 4);
    return Combinators.combine(small, small, small, Arbitraries.integers().between(0, 6))
        .as(ReunionPropertiesTest::entry);
  }

  private static Entry entry(long incarnation, long number, long moment, int kind) {
    var version = new InstanceVersion(new HybridTime(incarnation), number);
    var changed = new HybridTime(incarnation + moment);
    return switch (kind) {
      case 0 -> new Registered(INSTANCE, version, version.incarnation(), changed);
      case 1 -> new Tombstone(KEY, version, RemovalReason.EXPIRED, changed);
      case 2 -> new Registered(INSTANCE, version, version.incarnation(), changed).asRestored();
      case 3 -> new Tombstone(KEY, version, RemovalReason.CHECK_FAILED, changed);
      case 4 ->
          new Tombstone(KEY, version, RemovalReason.EXPIRED, changed, Optional.of(said(moment)));
      case 5 ->
          new Registered(
              INSTANCE,
              version,
              version.incarnation(),
              changed,
              false,
              new Oversight(Optional.of(said(moment)), List.of()));
      default -> new Tombstone(KEY, version, RemovalReason.DRAINED, changed);
    };
  }

  private static StatusOverride said(long moment) {
    return new StatusOverride(Status.DOWN, "at " + moment, new HybridTime(moment));
  }

  @Property
  void itDoesNotMatterWhichSideIsAsked(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    if (!isTie(one, other)) {
      assertEquals(Entry.reunited(one, other), Entry.reunited(other, one));
    }
  }

  @Property
  void whatWasAgreedOnceStays(@ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    Entry agreed = Entry.reunited(one, other);
    assertEquals(agreed, Entry.reunited(agreed, agreed));
    assertEquals(agreed, Entry.reunited(agreed, other));
    assertEquals(agreed, Entry.reunited(other, agreed));
  }

  @Property
  void noSideKeepsALaterStateThanWhatWasAgreed(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    Entry agreed = Entry.reunited(one, other);
    assertTrue(Stream.of(one, other).noneMatch(side -> side.supersedes(agreed)));
  }

  @Property
  void anExpiryEndsNoRegistrationThatTheOtherSideHas(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    if (isExpiry(one) && isInDoubt(other, one) && !isTie(one, other)) {
      Registered held = assertInstanceOf(Registered.class, Entry.reunited(one, other));
      assertTrue(held.supersedes(one) && held.instance().equals(INSTANCE));
    }
  }

  @Property
  void whatAnOperatorSaidOfWhatLivesAgainIsTheLaterWord(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    if (isExpiry(one) && isInDoubt(other, one) && !isTie(one, other)) {
      Registered held = assertInstanceOf(Registered.class, Entry.reunited(one, other));
      Optional<StatusOverride> later =
          Stream.of(((Tombstone) one).override(), ((Registered) other).oversight().override())
              .flatMap(Optional::stream)
              .max(Comparator.comparing(StatusOverride::since));
      boolean isLater = one.supersedes(other);
      assertEquals(
          isLater ? later : ((Registered) other).oversight().override(),
          held.oversight().override());
    }
  }

  /** Whether it is the registration of that expiry, and more than a journal's word for it. */
  private static boolean isInDoubt(Entry entry, Entry expiry) {
    return entry instanceof Registered held
        && !held.restored()
        && held.version().incarnation().equals(expiry.version().incarnation());
  }

  private static boolean isExpiry(Entry entry) {
    return entry instanceof Tombstone gone
        && (gone.reason() == RemovalReason.EXPIRED || gone.reason() == RemovalReason.CHECK_FAILED);
  }

  /** Two states of one version and moment are one state. */
  private static boolean isTie(Entry one, Entry other) {
    return !one.supersedes(other) && !other.supersedes(one);
  }

  @Property
  void elseTheHigherVersionStays(@ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    if (one.supersedes(other) && !(isExpiry(one) && isInDoubt(other, one))) {
      assertEquals(one, Entry.reunited(one, other));
    }
  }
}
