package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.AnyEntry.OfOneKey;
import dev.rollcall.registry.state.Command.Amend;
import dev.rollcall.registry.state.Command.Deregister;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.Command.Register;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** What holds for any commands, sent by any nodes, whatever their clocks show. */
class CommandPropertiesTest {
  private static final InstanceKey KEY = AnyEntry.KEYS.getFirst();
  private static final Check CHECK = new Check(new Probe.Tcp("default"), Pace.DEFAULT);
  private static final Instance INSTANCE =
      Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080))
          .withSupervision(Supervision.of(CHECK));

  /** A command and what the clock of the node shows that carries it out. */
  record Step(Command command, HybridTime now) {
    @Nullable Entry from(@Nullable Entry current) {
      return command.applyTo(current, now);
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    return steps(
        Arbitraries.oneOf(
            Arbitraries.of(
                new Register(INSTANCE),
                new Amend(KEY, Amendment.of(Status.DOWN)),
                new Command.Confirm(KEY),
                new Command.Oversee(KEY, Optional.of(StatusOverride.of(Status.DOWN, "so"))),
                new Command.Oversee(KEY, Optional.empty())),
            anyReport(),
            anyRemoval(),
            new OfOneKey().get().map(Command.Merge::new)));
  }

  @Provide
  Arbitrary<Step> removals() {
    return steps(anyRemoval());
  }

  private static Arbitrary<Step> steps(Arbitrary<? extends Command> commands) {
    return Combinators.combine(commands, anyTime()).as(Step::new);
  }

  private static Arbitrary<Command> anyRemoval() {
    return Arbitraries.oneOf(
        Arbitraries.just(new Deregister(KEY)),
        anyTime().map(lease -> new Expire(KEY, lease)),
        Combinators.combine(anyTime(), Arbitraries.longs().between(1, 3))
            .as(
                (incarnation, version) ->
                    new Command.Remove(
                        KEY, new InstanceVersion(incarnation, version), RemovalReason.DRAINED)));
  }

  private static Arbitrary<Command> anyReport() {
    return Combinators.combine(anyTime(), Arbitraries.of(Verdict.class))
        .as(
            (registered, verdict) ->
                new Command.Report(KEY, registered, CheckResult.of(CHECK.name(), verdict, "")));
  }

  private static Arbitrary<HybridTime> anyTime() {
    return Arbitraries.longs().between(1, 9).map(HybridTime::new);
  }

  @Property
  void anOwnerAndItsBackupsGetTheSame(
      @ForAll @From(supplier = OfOneKey.class) Entry current, @ForAll("steps") Step step) {
    assertEquals(step.from(current), step.from(current));
  }

  @Property
  void whateverChangesSupersedesWhatWasThere(@ForAll List<@From("steps") Step> history) {
    Entry current = null;
    for (Step step : history) {
      var made = Transition.of(current, step.command(), step.now());
      Entry after = made.after();
      assertTrue(!made.changedAnything() || (after != null && after.supersedes(current)));
      current = after;
    }
  }

  @Property
  void aRemovalThatCameTwiceIsOneRemoval(
      @ForAll @From(supplier = OfOneKey.class) Entry current, @ForAll("removals") Step removal) {
    Entry once = removal.from(current);
    assertSame(once, removal.from(once));
  }

  @Property
  void whatIsDoneToAnEarlierRegistrationUndoesNoLaterOne(
      @ForAll List<@From("removals") Step> elsewhere) {
    Entry known = new Register(INSTANCE).applyTo(null, new HybridTime(1));
    Entry here = new Register(INSTANCE).applyTo(known, new HybridTime(20));
    Entry there = known;
    for (Step step : elsewhere) {
      there = step.from(there);
    }
    assertTrue(here.supersedes(there));
  }

  @Property
  void aRegistrationSupersedesAnyTombstone(
      @ForAll @LongRange(min = 1) long incarnation,
      @ForAll @LongRange(min = 1) long version,
      @ForAll @LongRange(min = 1) long now) {
    var tombstone =
        new Tombstone(
            KEY,
            new InstanceVersion(new HybridTime(incarnation), version),
            RemovalReason.EXPIRED,
            new HybridTime(incarnation));
    var reborn = new Register(INSTANCE).applyTo(tombstone, new HybridTime(now));
    assertTrue(reborn.supersedes(tombstone));
    assertEquals(1, reborn.version().version());
    assertInstanceOf(Registered.class, reborn);
  }

  @Property
  void anExpiryRemovesNoLeaseButTheOneItNames(
      @ForAll @From(supplier = OfOneKey.class) Entry current,
      @ForAll @LongRange(min = 1, max = 8) long registered) {
    var lease = new HybridTime(registered);
    var made = Transition.of(current, new Expire(KEY, lease), new HybridTime(9));
    boolean named = current instanceof Registered held && held.registered().equals(lease);
    assertEquals(named, made.changedAnything());
  }
}
