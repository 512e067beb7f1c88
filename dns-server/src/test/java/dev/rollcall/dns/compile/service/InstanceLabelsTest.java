package dev.rollcall.dns.compile.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.instance.InstanceId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstanceLabelsTest {
  @Test
  void aLegalIdIsItsOwnLabel() {
    assertEquals("web-1", labels(Set.of(), "Web-1").get(id("Web-1")));
  }

  @Test
  void anIdThatIsTheLabelAsItStandsComesBeforeOneThatIsNot() {
    var expected = Map.of(id("a"), "a", id("A"), id("A").hashLabel());
    assertEquals(expected, labels(Set.of(), "A", "a"));
    assertEquals(expected, labels(Set.of(), "a", "A"));
  }

  @Test
  void theFirstOfTwoHasTheLabelInWhateverOrderTheyCame() {
    var expected = Map.of(id("AB"), "ab", id("Ab"), id("Ab").hashLabel());
    assertEquals(expected, labels(Set.of(), "AB", "Ab"));
    assertEquals(expected, labels(Set.of(), "Ab", "AB"));
  }

  @Test
  void aTakenLabelGivesWayToTheHash() {
    assertEquals(id("a").hashLabel(), labels(Set.of("a"), "a").get(id("a")));
  }

  @Test
  void nobodyCanTakeAnothersNameByCallingAnInstanceByItsHash() {
    String hash = id("x:1").hashLabel();
    var labels = labels(Set.of(hash + "-2"), hash, "x:1");
    assertEquals(2, new HashSet<>(labels.values()).size());
    assertEquals(hash, labels.get(id(hash)));
    assertEquals(hash + "-3", labels.get(id("x:1")));
  }

  private static Map<InstanceId, String> labels(Set<String> taken, String... ids) {
    return InstanceLabels.of(List.of(ids).stream().map(InstanceId::new).toList(), taken);
  }

  private static InstanceId id(String text) {
    return new InstanceId(text);
  }
}
