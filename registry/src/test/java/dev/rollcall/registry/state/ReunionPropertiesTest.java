package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What two sides of a split make of their entries of one key. */
class ReunionPropertiesTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final Instance INSTANCE =
      Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));

  @Provide
  Arbitrary<Entry> entries() {
    Arbitrary<Long> small = Arbitraries.longs().between(1, 4);
    return Combinators.combine(small, small, small, Arbitraries.integers().between(0, 8))
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
      case 6 -> new Tombstone(KEY, version, RemovalReason.DEREGISTERED, changed);
      case 7 ->
          new Registered(
              INSTANCE,
              version,
              version.incarnation(),
              changed,
              false,
              new Oversight(Optional.empty(), List.of(checked(changed))));
      default -> new Tombstone(KEY, version, RemovalReason.DRAINED, changed);
    };
  }

  private static CheckResult checked(HybridTime moment) {
    return new CheckResult("tcp", Verdict.PASSING, "", moment);
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
    boolean isOne = one.version().incarnation().equals(other.version().incarnation());
    boolean isLowerSpared =
        isOne
            && ((isExpiry(one) && isInDoubt(other, one))
                || isDeregistered(other)
                || saysMore(other, one));
    if (one.supersedes(other) && !isLowerSpared) {
      assertEquals(one, Entry.reunited(one, other));
    }
  }

  @Property
  void aDeregistrationEndsAllOfItsIncarnation(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    boolean isOne = one.version().incarnation().equals(other.version().incarnation());
    if (isOne && isDeregistered(one) && !isTie(one, other)) {
      assertTrue(isDeregistered(Entry.reunited(one, other)));
    }
  }

  @Property
  void theLaterWordOfAnOperatorStaysWhateverElseHasChanged(
      @ForAll("entries") Entry one, @ForAll("entries") Entry other) {
    boolean isOne = one.version().incarnation().equals(other.version().incarnation());
    if (isOne && one.supersedes(other) && saysMore(other, one)) {
      Registered agreed = assertInstanceOf(Registered.class, Entry.reunited(one, other));
      assertEquals(word(other), agreed.oversight().override());
      assertEquals(((Registered) one).oversight().results(), agreed.oversight().results());
    }
  }

  @Test
  void aWordThatWasLiftedDoesNotComeBack() {
    Registered said = (Registered) entry(1, 1, 1, 5);
    Entry lifted = new Command.Oversee(KEY, Optional.empty()).applyTo(said, new HybridTime(9));
    assertSame(lifted, Entry.reunited(Objects.requireNonNull(lifted), said));
  }

  /** Whether the higher one cannot have heard, or does not obey, what was said of the lower one. */
  private static boolean saysMore(Entry lower, Entry higher) {
    if (!(higher instanceof Registered held) || word(lower).isEmpty() || isExpiry(lower)) {
      return false;
    }
    HybridTime said = word(lower).get().since();
    return word(higher)
        .map(known -> said.compareTo(known.since()) > 0)
        .orElse(said.compareTo(held.changed()) > 0 || !held.oversight().results().isEmpty());
  }

  private static Optional<StatusOverride> word(Entry entry) {
    return switch (entry) {
      case Registered held -> held.oversight().override();
      case Tombstone gone -> gone.override();
    };
  }

  private static boolean isDeregistered(Entry entry) {
    return entry instanceof Tombstone gone && gone.reason() == RemovalReason.DEREGISTERED;
  }
}
