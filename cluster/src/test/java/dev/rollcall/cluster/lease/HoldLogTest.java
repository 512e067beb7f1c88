package dev.rollcall.cluster.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.Hold.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldLogTest {
  private final HoldLog log = new HoldLog();

  @Test
  void aHoldIsToldOfWhenItBeginsAndWhenItIsOver() {
    assertEquals(List.of(), log.news(List.of()));
    assertEquals(
        List.of(
            "leases of service orders do not end although they are over, because too large a share"
                + " of the service would end at once; they will in 598 s if it stays so"),
        log.news(List.of(share("orders", 2))));
    assertEquals(List.of(), log.news(List.of(share("orders", 3))));
    assertEquals(
        List.of(
            "leases of service orders are not held any more; they were, because too large a share"
                + " of the service would end at once"),
        log.news(List.of()));
    assertEquals(List.of(), log.news(List.of()));
  }

  @Test
  void eachServiceAndReasonIsToldOf() {
    log.news(List.of(share("orders", 5)));
    assertEquals(
        List.of(
            "leases of service billing do not end although they are over, because too large a"
                + " share of the service would end at once; they will in 598 s if it stays so",
            "leases do not end although they are over, because this node sees less than half of"
                + " the members it knows; they will in 595 s if it stays so"),
        log.news(List.of(share("orders", 6), share("billing", 2), isolated())));
  }

  @Test
  void whatTheNextLookLetsGoIsNoNews() {
    assertEquals(List.of(), log.news(List.of(share("orders", 1))));
    assertEquals(List.of(), log.news(List.of()));
  }

  private static Hold share(String service, int seconds) {
    return hold(Reason.SERVICE_SHARE, Optional.of(new ServiceName(service)), seconds);
  }

  private static Hold isolated() {
    return hold(Reason.ISOLATED, Optional.empty(), 5);
  }

  private static Hold hold(Reason reason, Optional<ServiceName> service, int seconds) {
    var lasting = Duration.ofSeconds(seconds);
    return new Hold(reason, service, 12, lasting, Duration.ofMinutes(10).minus(lasting));
  }
}
