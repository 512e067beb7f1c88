package dev.rollcall.registry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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
import dev.rollcall.registry.state.Condition.Why;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final HybridTime NOW = new HybridTime(1);
  private static final Check CHECK = new Check(new Probe.Tcp("default"), Pace.DEFAULT);
  private static final Instance INSTANCE =
      Instance.of(InstanceKey.of("orders", "a"), Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080))
          .withSupervision(Supervision.of(CHECK));

  /** The first who has a word: an operator, the maintenance, the instance, its checks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          UP       | -       | -        | -        | UP       | NONE        | ''
          UP       | FAILING | -        | -        | DOWN     | CHECKS      | tcp:default failing: refused
          DOWN     | -       | -        | -        | DOWN     | INSTANCE    | the instance says so
          DRAINING | FAILING | -        | -        | DRAINING | INSTANCE    | the instance says so
          UP       | -       | moving   | -        | DOWN     | MAINTENANCE | moving
          DRAINING | FAILING | moving   | -        | DOWN     | MAINTENANCE | moving
          DOWN     | FAILING | moving   | UP       | UP       | OPERATOR    | disk swap
          UP       | -       | -        | DRAINING | DRAINING | OPERATOR    | disk swap
          DRAINING | -       | moving   | DOWN     | DOWN     | OPERATOR    | disk swap
          """)
  void theFirstWhoHasAWordIsHeard(
      Status own,
      Verdict verdict,
      String maintenance,
      Status override,
      Status status,
      Why why,
      String reason) {
    List<CheckResult> results =
        verdict == null
            ? List.of()
            : List.of(new CheckResult(CHECK.name(), verdict, "refused\nby the host", NOW));
    var said =
        Optional.ofNullable(override).map(word -> new StatusOverride(word, "disk swap", NOW));
    Registered held = held(INSTANCE.withStatus(own), new Oversight(said, results));
    assertEquals(
        new Condition(status, why, reason), Condition.of(held, Optional.ofNullable(maintenance)));
  }

  @Test
  void aCheckThatIsNotBelievedYetFailsWithoutAProbe() {
    var doubtful = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(2), 2, 3, Verdict.FAILING);
    Instance doubted = INSTANCE.withSupervision(Supervision.of(new Check(CHECK.probe(), doubtful)));
    assertEquals(
        new Condition(Status.DOWN, Why.CHECKS, "tcp:default failing: no probe has passed yet"),
        Condition.of(held(doubted, Oversight.NONE), Optional.empty()));
  }

  @Test
  void oneFailingCheckOfManyIsEnough() {
    Check other = new Check("other", CHECK.probe(), Pace.DEFAULT);
    Instance twice = INSTANCE.withSupervision(Supervision.of(CHECK, other));
    var result = new CheckResult("other", Verdict.FAILING, "", NOW);
    Registered held = held(twice, new Oversight(Optional.empty(), List.of(result)));
    assertEquals("other failing", Condition.of(held, Optional.empty()).reason());
  }

  @Test
  void whatIsWellTakesNoMemoryOfItsOwn() {
    Registered held = held(INSTANCE, Oversight.NONE);
    assertSame(Condition.of(held, Optional.empty()), Condition.of(held, Optional.empty()));
    Instance plain = INSTANCE.withSupervision(Supervision.of().withDrain(Duration.ofSeconds(30)));
    assertSame(Supervision.NONE, plain.supervision());
  }

  @Test
  void whatAProbeSaidIsCutBetweenCharacters() {
    var long3 = new CheckResult("c", Verdict.FAILING, "日".repeat(2_000), NOW);
    assertEquals("日".repeat(CheckResult.MAX_OUTPUT / 3), long3.output());
    assertEquals("日".repeat(120) + "…", long3.firstLine());
    String fits = "a".repeat(CheckResult.MAX_OUTPUT);
    assertEquals(fits, new CheckResult("c", Verdict.FAILING, fits, NOW).output());
    assertEquals(fits, new CheckResult("c", Verdict.FAILING, fits + "b", NOW).output());
  }

  private static Registered held(Instance instance, Oversight oversight) {
    return new Registered(instance, InstanceVersion.first(NOW), NOW, NOW, false, oversight);
  }
}
