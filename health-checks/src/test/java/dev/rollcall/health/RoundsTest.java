package dev.rollcall.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.health.probe.Failure;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "web-1");
  private static final Instance CHECKED = Instances.with("web-1", Instances.check("tcp", 10));

  private CheckedRegistry registry = new CheckedRegistry(HealthSettings.DEFAULT);

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void checkIsMadeOnceInEachInterval() {
    registry.register(CHECKED);
    registry.pass(Duration.ofSeconds(60));
    assertEquals(6, registry.probes());
    assertEquals(6, registry.activity().passed());
  }

  @Test
  void brokenInstanceFailsInTimeAndComesBack() {
    registry.register(CHECKED);
    registry.pass(Duration.ofSeconds(10));
    registry.answer(Failure.REFUSED, "connection refused");
    registry.pass(Duration.ofSeconds(21)); // fall x interval + 1 s
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    assertEquals("connection refused", registry.output(KEY));
    registry.answerWell();
    registry.pass(Duration.ofSeconds(21)); // rise x interval + 1 s
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
    assertEquals(2, registry.reports());
  }

  @Test
  void instanceThatFlapsKeepsItsVerdict() {
    registry.register(CHECKED);
    for (int i = 0; i < 10; i++) {
      registry.answer(Failure.STATUS, "503");
      registry.pass(Duration.ofSeconds(10));
      registry.answerWell();
      registry.pass(Duration.ofSeconds(10));
    }
    assertEquals(20, registry.probes());
    assertEquals(0, registry.reports());
  }

  @Test
  void instanceThatBeginsAsFailingHasToPass() {
    registry.register(Instances.with("web-1", Instances.check("tcp", 10, Verdict.FAILING)));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    registry.pass(Duration.ofSeconds(20));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
  }

  @Test
  void reportThatIsRefusedIsMadeAgain() {
    registry.register(CHECKED);
    registry.answer(Failure.REFUSED, "connection refused");
    registry.refuseReports(true);
    registry.pass(Duration.ofSeconds(20));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
    registry.refuseReports(false);
    registry.pass(Duration.ofSeconds(1));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
  }

  @Test
  void reportThatIsRefusedIsForgottenWhenTheVerdictTurnsBack() {
    registry.register(CHECKED);
    registry.answer(Failure.REFUSED, "connection refused");
    registry.refuseReports(true);
    registry.pass(Duration.ofSeconds(20));
    registry.answerWell();
    registry.pass(Duration.ofSeconds(20));
    registry.refuseReports(false);
    int before = registry.reports();
    registry.pass(Duration.ofSeconds(5));
    assertEquals(before, registry.reports());
  }

  @Test
  void reportThatARegistrationOvertakesIsMadeAgain() {
    registry.register(CHECKED);
    registry.answer(Failure.REFUSED, "connection refused");
    registry.beforeNextReport(() -> registry.register(CHECKED));
    registry.pass(Duration.ofSeconds(20));
    registry.pass(Duration.ofSeconds(1));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    assertEquals(2, registry.reports());
  }

  @Test
  void instanceThatIsNotFoundForAMomentIsProbedAndReportedFurther() {
    registry.register(CHECKED);
    registry.answer(Failure.REFUSED, "connection refused");
    registry.loseNextReport();
    registry.pass(Duration.ofSeconds(20));
    registry.pass(Duration.ofSeconds(1));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    registry.answerWell();
    registry.pass(Duration.ofSeconds(20));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
  }

  @Test
  void instanceThatAJournalBroughtBackIsConfirmedByItsFirstProbe() {
    registry.restore(CHECKED);
    assertTrue(registry.isRestored(KEY));
    registry.pass(Duration.ofSeconds(30));
    assertFalse(registry.isRestored(KEY));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
    assertEquals(1, registry.reports());
  }

  @Test
  void instanceThatAJournalBroughtBackAsFailingIsNotConfirmedByFailing() {
    registry.restore(Instances.with("web-1", Instances.check("tcp", 10, Verdict.FAILING)));
    registry.answer(Failure.REFUSED, "connection refused");
    registry.pass(Duration.ofSeconds(30));
    assertTrue(registry.isRestored(KEY));
    assertEquals(0, registry.reports());
    registry.answerWell();
    registry.pass(Duration.ofSeconds(30));
    assertFalse(registry.isRestored(KEY));
  }

  @Test
  void verdictOutlivesARegistrationOfTheSame() {
    registry.register(CHECKED);
    registry.answer(Failure.REFUSED, "connection refused");
    registry.pass(Duration.ofSeconds(20));
    registry.register(CHECKED.withWeight(7));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    registry.answerWell();
    registry.pass(Duration.ofSeconds(20));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
  }

  @Test
  void instanceThatIsGoneIsNotProbed() {
    registry.register(CHECKED);
    registry.deregister(KEY);
    registry.pass(Duration.ofSeconds(30));
    assertEquals(0, registry.probes());
    assertEquals(0, registry.activity().checks());
  }

  @Test
  void checksThatChangeAreMadeAnew() {
    registry.register(CHECKED);
    registry.pass(Duration.ofSeconds(10));
    registry.register(Instances.with("web-1", Instances.check("tcp", 1)));
    registry.pass(Duration.ofSeconds(10));
    assertEquals(1 + 10, registry.probes());
    registry.register(Instances.with("web-1"));
    registry.pass(Duration.ofSeconds(10));
    assertEquals(1 + 10, registry.probes());
  }

  @Test
  void checksOfTheServiceAreMadeOfInstancesWithoutTheirOwn() {
    registry.register(Instances.with("web-1"));
    registry.register(Instances.with("web-2", Instances.check("own", 10)));
    registry.settle(KEY.service(), Instances.check("tcp", 1));
    registry.answer(Failure.REFUSED, "connection refused");
    registry.pass(Duration.ofSeconds(3));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    assertEquals(2, registry.activity().checks());
    registry.settle(KEY.service());
    registry.pass(Duration.ofSeconds(1));
    assertEquals(1, registry.activity().checks());
  }

  @Test
  void onlyTheInstancesOwnAddressAndPortAreProbed() {
    registry.register(Instances.at("10.9.8.7", "web-1", Instances.check("tcp", 1)));
    registry.pass(Duration.ofSeconds(1));
    assertEquals("10.9.8.7:8080", registry.lastTarget());
  }

  @Test
  void addressOutsideTheNetworksFailsAndIsNotContacted() {
    registry.register(Instances.at("169.254.169.254", "web-1", Instances.check("tcp", 1)));
    registry.pass(Duration.ofSeconds(2));
    assertEquals(0, registry.probes());
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    assertEquals("address 169.254.169.254 is none that this registry probes", registry.output(KEY));
    assertEquals(2, registry.activity().failed().get(Failure.FORBIDDEN));
  }

  @Test
  void probeThatIsUnderWayIsNotStartedTwice() {
    registry.answerNothing();
    registry.register(Instances.with("web-1", Instances.check("tcp", 1)));
    registry.pass(Duration.ofSeconds(5));
    assertEquals(1, registry.probes());
    assertEquals(3, registry.activity().late());
    registry.endAll();
    assertEquals(2, registry.probes());
    registry.pass(Duration.ofSeconds(5));
    assertEquals(2, registry.probes());
  }

  @Test
  void whatIsBeyondTheLimitWaits() {
    registry.close();
    registry = new CheckedRegistry(new HealthSettings(ProbeNetworks.DEFAULT, 2));
    registry.answerNothing();
    for (int i = 0; i < 5; i++) {
      registry.register(Instances.with("web-" + i, Instances.check("tcp", 1)));
    }
    registry.pass(Duration.ofSeconds(1));
    assertEquals(2, registry.probes());
    assertEquals(2, registry.activity().underWay());
    assertEquals(3, registry.activity().waiting());
    registry.endAll();
    assertEquals(4, registry.probes());
  }

  @Test
  void instancesThatAreGoneLeaveTheirPlacesToOthers() {
    registry.close();
    registry = new CheckedRegistry(new HealthSettings(ProbeNetworks.DEFAULT, 1));
    registry.answerNothing();
    registry.register(Instances.with("web-1", Instances.check("tcp", 1)));
    registry.pass(Duration.ofSeconds(1));
    registry.deregister(KEY);
    registry.register(Instances.with("web-2", Instances.check("tcp", 1)));
    registry.pass(Duration.ofSeconds(1));
    assertEquals(2, registry.probes());
    assertEquals(1, registry.activity().underWay());
  }

  @Test
  void nodeThatDoesNotOwnTheInstanceLeavesItAlone() {
    registry.own(false);
    registry.register(CHECKED);
    registry.pass(Duration.ofSeconds(30));
    assertEquals(0, registry.probes());
  }

  @Test
  void newOwnerGoesOnFromTheVerdictThatIsKnown() {
    registry.register(CHECKED);
    registry.pass(Duration.ofSeconds(10));
    registry.answer(Failure.REFUSED, "connection refused");
    registry.pass(Duration.ofSeconds(10)); // one of two
    registry.own(false);
    registry.pass(Duration.ofSeconds(10));
    registry.reportFromElsewhere(KEY, "tcp", Verdict.FAILING);
    registry.own(true);
    registry.answerWell();
    registry.pass(Duration.ofSeconds(10));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    registry.pass(Duration.ofSeconds(10));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
  }

  @Test
  void newOwnerProbesWithinSecondsHoweverLongTheInterval() {
    registry.own(false);
    registry.register(Instances.with("web-1", Instances.check("tcp", 3600)));
    registry.pass(Duration.ofMinutes(2));
    registry.own(true);
    registry.membersChanged();
    registry.pass(Duration.ofSeconds(5));
    assertEquals(1, registry.probes());
  }

  @Test
  void newOwnerLooksAtOnceWhereTheInstanceChanges() {
    registry.own(false);
    registry.register(Instances.with("web-1", Instances.check("tcp", 3600)));
    registry.pass(Duration.ofMinutes(2));
    registry.own(true);
    registry.reportFromElsewhere(KEY, "tcp", Verdict.FAILING);
    assertEquals(Verdict.FAILING, registry.verdict(KEY), "as the last owner found");
    registry.pass(Duration.ofSeconds(5));
    assertEquals(1, registry.probes());
  }

  @Test
  void lastWordOfTheFormerOwnerHoldsUntilProbesHaveSpoken() {
    registry.own(false);
    registry.register(CHECKED);
    registry.own(true);
    registry.reportFromElsewhere(KEY, "tcp", Verdict.FAILING);
    registry.pass(Duration.ofSeconds(1));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    assertEquals(0, registry.reports());
    registry.pass(Duration.ofSeconds(20));
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
  }

  @Test
  void lastWordOfTheFormerOwnerHoldsAlsoWhenItComesAfterALook() {
    registry.own(false);
    registry.register(Instances.with("web-1", Instances.check("tcp", 3600)));
    registry.own(true);
    registry.membersChanged();
    registry.pass(Duration.ofMillis(20));
    registry.reportFromElsewhere(KEY, "tcp", Verdict.FAILING);
    assertEquals(0, registry.probes());
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
    assertEquals(0, registry.reports());
  }

  @Test
  void timeoutsOfANodeThatStoodStillSayNothing() {
    registry.register(Instances.with("web-1", Instances.check("tcp", 1)));
    registry.answerNothing();
    for (int i = 0; i < 5; i++) {
      registry.pass(Duration.ofSeconds(1));
      registry.standStill(Duration.ofSeconds(30));
      registry.endAll(Failure.TIMEOUT, "not connected within 1000 ms");
    }
    assertEquals(Verdict.PASSING, registry.verdict(KEY));
    assertTrue(registry.activity().discounted() >= 5);
  }

  @Test
  void whatAnOperatorSaysDoesNotKeepTheChecksFromBeingMade() {
    registry.register(CHECKED.withStatus(Status.DRAINING));
    registry.answer(Failure.REFUSED, "connection refused");
    registry.pass(Duration.ofSeconds(20));
    assertEquals(Verdict.FAILING, registry.verdict(KEY));
  }
}
