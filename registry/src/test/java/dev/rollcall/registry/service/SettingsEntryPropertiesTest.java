package dev.rollcall.registry.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.HybridTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever the order in which they come, and however often, all nodes end up with the same. */
class SettingsEntryPropertiesTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final HybridTime LATER = new HybridTime(100);

  @Provide
  Arbitrary<SettingsEntry> entries() {
    return Combinators.combine(AnySettings.times(), AnySettings.settings().optional())
        .as((at, settings) -> new SettingsEntry(WEB, at, settings));
  }

  @Provide
  Arbitrary<SettingsCommand> commands() {
    Arbitrary<Precondition> preconditions =
        Arbitraries.oneOf(
            Arbitraries.of(Precondition.ANYTHING, Precondition.NONE, Precondition.SOME),
            AnySettings.times().set().ofMaxSize(2).map(Precondition::oneOf));
    return Arbitraries.oneOf(
        Combinators.combine(AnySettings.settings(), preconditions)
            .as((settings, only) -> new SettingsCommand.Put(WEB, settings, only)),
        preconditions.map(only -> new SettingsCommand.Delete(WEB, only)),
        entries().map(SettingsCommand.Merge::new),
        AnySettings.times().map(at -> new SettingsCommand.Forget(WEB, at)));
  }

  @Property
  void mergedInAnyOrderTheyComeToTheSame(
      @ForAll("entries") SettingsEntry one,
      @ForAll("entries") SettingsEntry two,
      @ForAll("entries") SettingsEntry three) {
    SettingsEntry expected = merged(List.of(one, two, three));
    assertEquals(expected, merged(List.of(three, one, two)));
    assertEquals(expected, merged(List.of(two, three, two, one, one)));
    assertFalse(one.supersedes(one));
  }

  @Property
  void aChangeIsLaterThanWhatItChanges(
      @ForAll("entries") SettingsEntry before, @ForAll("commands") SettingsCommand command) {
    for (HybridTime now : List.of(new HybridTime(0), LATER)) {
      SettingsEntry after = SettingsTransition.of(before, command, now).after();
      assertTrue(after == null || after.equals(before) || after.supersedes(before));
    }
  }

  /** Nobody knows whether the first try was carried out; the second has to leave the same. */
  @Property
  void whatIsTriedAgainChangesNothing(
      @ForAll("entries") SettingsEntry before, @ForAll("commands") SettingsCommand command) {
    var first = SettingsTransition.of(before, command, LATER);
    var second = SettingsTransition.ofRepeated(first.after(), command, LATER.next());
    assertEquals(first.after(), second.after());
    assertTrue(second.met() || !first.met());
  }

  @Property
  void whereItIsNotMetNothingIsDone(
      @ForAll("entries") SettingsEntry before, @ForAll("commands") SettingsCommand command) {
    var made = SettingsTransition.of(before, command, LATER);
    assertEquals(command.only().isMetBy(before), made.met());
    assertTrue(made.met() || !made.changedAnything());
  }

  private static @Nullable SettingsEntry merged(List<SettingsEntry> entries) {
    @Nullable SettingsEntry current = null;
    for (SettingsEntry entry : entries) {
      current = new SettingsCommand.Merge(entry).applyTo(current, LATER);
    }
    return current;
  }
}
