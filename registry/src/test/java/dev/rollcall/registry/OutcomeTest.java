package dev.rollcall.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import dev.rollcall.registry.state.Transition;
import org.junit.jupiter.api.Test;

/** What callers hear of a transition. */
class OutcomeTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "a");
  private static final HybridTime NOW = new HybridTime(1);
  private static final InstanceVersion VERSION = InstanceVersion.first(NOW);
  private static final Registered THERE =
      new Registered(
          Instance.of(KEY, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080)), VERSION, NOW, NOW);
  private static final Tombstone GONE =
      new Tombstone(KEY, VERSION.next(), RemovalReason.DEREGISTERED, NOW);

  @Test
  void aRegistrationCreatesWhereNothingWasRegistered() {
    var created = new Registration.Created(THERE);
    assertEquals(created, Registration.of(new Transition(null, THERE)));
    assertEquals(created, Registration.of(new Transition(GONE, THERE)));
  }

  @Test
  void aRegistrationReplacesWhatWasRegistered() {
    assertEquals(new Registration.Replaced(THERE), Registration.of(new Transition(THERE, THERE)));
  }

  @Test
  void aRegistrationLeavesAnInstance() {
    var impossible = new Transition(THERE, GONE);
    assertThrows(IllegalArgumentException.class, () -> Registration.of(impossible));
  }

  @Test
  void anAmendmentNeedsAnInstance() {
    assertEquals(new Amending.Amended(THERE), Amending.of(new Transition(THERE, THERE)));
    assertEquals(new NotRegistered(), Amending.of(new Transition(GONE, GONE)));
    assertEquals(new NotRegistered(), Amending.of(new Transition(null, null)));
  }

  @Test
  void aRemovalNeedsAnInstance() {
    assertEquals(new Removal.Removed(), Removal.of(new Transition(THERE, GONE)));
    assertEquals(new NotRegistered(), Removal.of(new Transition(GONE, GONE)));
    assertEquals(new NotRegistered(), Removal.of(new Transition(null, null)));
  }
}
