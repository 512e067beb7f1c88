package dev.rollcall.registry.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.rollcall.registry.instance.InstanceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
  private static final int MANY = 100_000;

  private final LeaseTable table = new LeaseTable();

  @Test
  void allLeasesAreFoundWhileTheTableGrows() {
    List<Lease> leases = IntStream.range(0, MANY).mapToObj(i -> lease(Leases.key(i))).toList();
    leases.forEach(table::add);
    assertEquals(MANY, table.size());
    leases.forEach(lease -> assertSame(lease, find(lease.key)));
    leases.forEach(table::remove);
    assertEquals(0, table.size());
    leases.forEach(lease -> assertNull(find(lease.key)));
  }

  @Test
  void twoKeysOfOneHashAreTwoLeases() {
    assertEquals(Leases.TWIN.hash64(), Leases.OTHER_TWIN.hash64());
    Lease one = lease(Leases.TWIN);
    Lease other = lease(Leases.OTHER_TWIN);
    table.add(one);
    assertNull(find(Leases.OTHER_TWIN));
    table.add(other);
    assertSame(one, find(Leases.TWIN));
    assertSame(other, find(Leases.OTHER_TWIN));
    table.remove(one);
    assertNull(find(Leases.TWIN));
    assertSame(other, find(Leases.OTHER_TWIN));
  }

  @Test
  void whatIsNotThereIsNotRemoved() {
    table.add(lease(Leases.TWIN));
    table.remove(lease(Leases.TWIN));
    assertEquals(1, table.size());
    assertNotNull(find(Leases.TWIN));
  }

  /** A number adds the lease of that number, its negative removes it. */
  @Property(tries = 200)
  void theTableHoldsWhatAMapHolds(
      @ForAll @Size(max = 200) List<@IntRange(min = -50, max = 50) Integer> steps) {
    Map<InstanceKey, Lease> model = new HashMap<>();
    var tested = new LeaseTable();
    for (int step : steps) {
      InstanceKey key = Leases.key(Math.abs(step));
      Lease there = model.get(key);
      if (step >= 0 && there == null) {
        Lease added = lease(key);
        model.put(key, added);
        tested.add(added);
      } else if (step < 0 && there != null) {
        model.remove(key);
        tested.remove(there);
      }
    }
    assertEquals(model.size(), tested.size());
    IntStream.rangeClosed(0, 50)
        .mapToObj(Leases::key)
        .forEach(key -> assertSame(model.get(key), tested.find(key.hash64(), key)));
  }

  private @Nullable Lease find(InstanceKey key) {
    return table.find(key.hash64(), key);
  }

  private static Lease lease(InstanceKey key) {
    return new Lease(Leases.held(key, 1, Duration.ofSeconds(30)), 0);
  }
}
