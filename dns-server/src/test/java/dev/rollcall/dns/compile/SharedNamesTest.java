package dev.rollcall.dns.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class SharedNamesTest {
  private static final DomainName NAME = DomainName.of("shared.z");

  private final Zone zone = new Zone(new ZoneName("z"));
  private final SharedNames<Integer> names = new SharedNames<>(zone);

  @Test
  void aNameHasWhatItsHoldersHaveHoweverManyTheyAre() {
    var random = new Random(1);
    Map<Integer, List<WireRecord>> model = new HashMap<>();
    for (int step = 0; step < 5_000; step++) {
      // Mostly more come than go, until all are there.
      int holder = random.nextInt(2 * SharedNames.MANY);
      if (random.nextInt(4) == 0) {
        model.remove(holder);
        names.remove(NAME, holder);
      } else {
        List<WireRecord> records = records(holder, random.nextInt(3));
        model.put(holder, records);
        names.put(NAME, holder, records);
      }
      names.publish();
      check(model);
    }
  }

  @Test
  void aSetThatWasGivenStaysAsItWas() {
    for (int holder = 0; holder <= SharedNames.MANY; holder++) {
      names.put(NAME, holder, records(holder, 1));
    }
    names.publish();
    RecordSet before = set();
    names.put(NAME, 1_000, records(1_000, 1));
    names.publish();
    assertEquals(SharedNames.MANY + 1, before.size());
    assertEquals(SharedNames.MANY + 2, set().size());
    assertEquals(records(1_000, 1).getFirst(), set().record(SharedNames.MANY + 1));
  }

  private void check(Map<Integer, List<WireRecord>> model) {
    Node node = zone.names().find(NAME);
    if (model.isEmpty()) {
      assertNull(node);
      return;
    }
    Set<WireRecord> expected = new HashSet<>();
    model.values().forEach(expected::addAll);
    RecordSet set = Objects.requireNonNull(node).set(Type.PTR);
    Set<WireRecord> found = new HashSet<>();
    for (int i = 0; set != null && i < set.size(); i++) {
      found.add(set.record(i));
    }
    assertEquals(expected, found);
    assertEquals(expected.size(), set == null ? 0 : set.size());
    assertEquals(mostOctets(expected), set == null ? 0 : set.octets());
  }

  private static int mostOctets(Collection<WireRecord> records) {
    return records.stream()
        .map(WireRecord::length)
        .sorted((a, b) -> b - a)
        .limit(RecordSet.MAX_ANSWERED)
        .mapToInt(Integer::intValue)
        .sum();
  }

  private RecordSet set() {
    return Objects.requireNonNull(Objects.requireNonNull(zone.names().find(NAME)).set(Type.PTR));
  }

  private static List<WireRecord> records(int holder, int count) {
    return List.of("a", "longer").subList(0, count).stream()
        .map(label -> DomainName.of(label + holder + ".z"))
        .map(target -> WireRecord.of(Type.PTR, 5, target.toWire()))
        .toList();
  }
}
