package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.ServiceName;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterestsTest {
  private static final ServiceName ORDERS = new ServiceName("orders");
  private static final ServiceName BILLS = new ServiceName("bills");
  private static final ServiceName CARTS = new ServiceName("carts");

  private final Interests interests = new Interests();
  private final Watcher ofAll = watcher();
  private final Watcher ofOrders = watcher(ORDERS);
  private final Watcher ofTwo = watcher(ORDERS, BILLS);

  InterestsTest() {
    interests.add(ofAll);
    interests.add(ofOrders);
    interests.add(ofTwo);
  }

  @Test
  void thoseWhoSelectAServiceOrNoneHearOfIt() {
    assertEquals(Set.of(ofAll, ofOrders, ofTwo), due(ORDERS));
    assertEquals(Set.of(ofAll, ofTwo), due(BILLS));
    assertEquals(Set.of(ofAll), due(CARTS));
    assertEquals(Set.of(ofAll, ofTwo), due(BILLS, CARTS));
  }

  @Test
  void nobodyHearsOfNothing() {
    assertEquals(Set.of(), due());
  }

  @Test
  void whoHasGoneHearsOfNothing() {
    interests.remove(ofAll);
    interests.remove(ofTwo);

    assertEquals(Set.of(ofOrders), due(ORDERS));
    assertEquals(Set.of(), due(BILLS));
  }

  private Set<Watcher> due(ServiceName... changed) {
    var due = new HashSet<Watcher>();
    interests.addTo(due, Set.of(changed));
    return due;
  }

  private static Watcher watcher(ServiceName... services) {
    var selection = new Selection(Set.of(services));
    return new Watcher() {
      @Override
      public Selection selection() {
        return selection;
      }

      @Override
      public boolean advance() {
        return false;
      }

      @Override
      public void passOver(long upTo) {}

      @Override
      public void keepAlive() {}

      @Override
      public void end() {}
    };
  }
}
