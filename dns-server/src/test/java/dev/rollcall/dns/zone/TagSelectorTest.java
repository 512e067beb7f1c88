package dev.rollcall.dns.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.TagSelection.Outcome;
import dev.rollcall.dns.zone.TagSelector.Tagged;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

class TagSelectorTest {
  private static final DomainName ABOVE = DomainName.of("_tag.web.z");

  private final TagSelection selection = new TagSelection();

  @Test
  void instancesThatHaveAllTagsAreSelectedInAnyOrderOfThem() {
    var selector = selector(instance(1, "a", "b"), instance(2, "b"), instance(3, "a", "b", "c"));
    for (String tags : List.of("a.b", "b.a", "A.b.a.B")) {
      assertEquals(Outcome.FOUND, select(selector, tags, Type.A));
      assertEquals(Set.of(address(1), address(3)), Set.copyOf(selected()), tags);
    }
  }

  @Test
  void nameExistsWhileARegisteredInstanceHasAllTags() {
    var selector = selector(sick(1, "a", "b"), instance(2, "c"));
    assertEquals(Outcome.NO_DATA, select(selector, "a.b", Type.A));
    assertEquals(Outcome.NO_DATA, select(selector, "c.c", Type.AAAA));
    assertEquals(Outcome.NO_DATA, select(selector, "c.c", Type.TXT));
    assertEquals(Outcome.NO_SUCH_NAME, select(selector, "a.c", Type.A));
    assertEquals(Outcome.NO_SUCH_NAME, select(selector, "a.unknown", Type.A));
  }

  @Test
  void equalRecordsAreAnsweredOnce() {
    var selector = selector(instance(1, "a"), instance(1, "a"), instance(2, "a"));
    select(selector, "a.a", Type.A);
    assertEquals(2, selection.size());
  }

  @Test
  void noMoreThanTheLimitIsAnswered() {
    var selector =
        TagSelector.of(
            ABOVE,
            IntStream.range(0, 200).mapToObj(i -> instance(i, "a")).toList(),
            AnswerPolicy.ALL);
    select(selector, "a.a", Type.A);
    assertEquals(100, selection.size());
    assertEquals(100, Set.copyOf(selected()).size());
  }

  @Test
  void recordsFollowOneAnotherInTheRing() {
    var instances = IntStream.range(0, 70).mapToObj(i -> instance(i, "a")).toList();
    select(TagSelector.of(ABOVE, instances, AnswerPolicy.ALL), "a.a", Type.A);
    List<WireRecord> all = selected();
    int first = IntStream.range(0, 70).filter(i -> address(i).equals(all.getFirst())).sum();
    for (int i = 0; i < 70; i++) {
      assertEquals(address((first + i) % 70), all.get(i));
    }
  }

  @Test
  void firstPlaceIsSharedByWeight() {
    var selector = selector(weighted(1, 1), weighted(2, 3), weighted(3, 0));
    Map<WireRecord, Integer> firsts = new HashMap<>();
    for (int i = 0; i < 40_000; i++) {
      select(selector, "a.a", Type.A);
      firsts.merge(selection.record(0), 1, Integer::sum);
    }
    assertEquals(0.25, firsts.getOrDefault(address(1), 0) / 40_000.0, 0.01);
    assertEquals(0.75, firsts.getOrDefault(address(2), 0) / 40_000.0, 0.01);
  }

  @Test
  void servicesBringTheAddressesOfTheirTarget() {
    var selector = selector(instance(1, "a", "b"));
    assertEquals(Outcome.FOUND, select(selector, "b.a", Type.SRV));
    assertEquals(address(1), selection.bundles(0).record(0));
  }

  private Outcome select(TagSelector selector, String tags, int type) {
    var name = new SoughtName();
    byte[] wire = Name.fromConstantString(tags + "._tag.web.z.").toWire();
    var octets = new Octets(wire.length);
    octets.put(0, wire);
    name.read(octets, 0, wire.length);
    return selection.select(selector, name, type);
  }

  private List<WireRecord> selected() {
    var all = new ArrayList<WireRecord>();
    for (int i = 0; i < selection.size(); i++) {
      all.add(selection.record(i));
    }
    return all;
  }

  private static TagSelector selector(Tagged... instances) {
    return TagSelector.of(ABOVE, List.of(instances), AnswerPolicy.ALL);
  }

  private static Tagged instance(int number, String... tags) {
    return tagged(number, true, 1, tags);
  }

  private static Tagged sick(int number, String... tags) {
    return tagged(number, false, 1, tags);
  }

  private static Tagged weighted(int number, int weight) {
    return tagged(number, true, weight, "a");
  }

  private static Tagged tagged(int number, boolean healthy, int weight, String... tags) {
    var target = Name.fromConstantString("i" + number + ".web.z.");
    var service = new SRVRecord(Name.root, DClass.IN, 5, 0, 1, 80, target);
    return new Tagged(
        Set.of(tags),
        healthy,
        weight,
        new TargetAddresses(List.of(address(number)), List.of()),
        List.of(WireRecord.of(service)));
  }

  private static WireRecord address(int number) {
    var address = InetAddress.ofLiteral("10.0.0." + number);
    return WireRecord.of(new ARecord(Name.root, DClass.IN, 5, address));
  }
}
