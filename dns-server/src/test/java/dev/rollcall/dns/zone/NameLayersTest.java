package dev.rollcall.dns.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** The tree shows the upper layer where it has a name, else the lower one. */
class NameLayersTest {
  private static final DomainName APEX = DomainName.of("z");

  private final NameTable table = new NameTable();
  private final NameTree tree = new NameTree(table, APEX);

  /** What happens to a name in one of the layers. */
  record Step(String name, boolean upper, boolean publish) {}

  @Test
  void fileShowsAgainWhenTheServiceLeaves() {
    Node file = node("a.z");
    Node service = node("a.z");
    tree.publishBeneath(file);
    tree.publish(service);
    assertSame(service, table.find(file.name()));
    tree.withdraw(service);
    assertSame(file, table.find(file.name()));
  }

  @Test
  void nameThatIsHiddenIsTold() {
    var hidden = new ArrayList<DomainName>();
    tree.tellWhenHidden((name, by) -> hidden.add(name));
    tree.publishBeneath(node("a.z"));
    tree.publish(node("b.z"));
    tree.publish(node("a.z"));
    tree.publish(node("a.z"));
    assertEquals(List.of(DomainName.of("a.z")), hidden);
  }

  @Test
  void nameBelowACutIsTold() {
    var told = new ArrayList<DomainName>();
    tree.tellWhenHidden((name, by) -> told.addAll(List.of(name, by)));
    var record = new NSRecord(Name.root, DClass.IN, 60, Name.fromConstantString("ns.example."));
    var servers = RecordSet.fixed(Type.NS, List.of(WireRecord.of(record)));
    DomainName cut = DomainName.of("cut.z");
    tree.publishBeneath(Node.cut(cut, new Delegation(servers, 0), null));
    tree.publish(node("other.z"));
    tree.publish(node("service.deep.cut.z"));
    assertEquals(List.of(cut, DomainName.of("service.deep.cut.z")), told);
  }

  @Test
  void namesOfTheUpperLayerAreFoundBelowOthers() {
    DomainName cut = DomainName.of("cut.z");
    assertNull(tree.anyAboveBelow(Set.of(cut)));
    tree.publishBeneath(node("file.cut.z"));
    assertNull(tree.anyAboveBelow(Set.of(cut)));
    tree.publish(node("service.deep.cut.z"));
    assertEquals(DomainName.of("service.deep.cut.z"), tree.anyAboveBelow(Set.of(cut)));
    assertNull(tree.anyAboveBelow(Set.of(DomainName.of("other.z"))));
  }

  @Property(tries = 500)
  void isWhatAModelOfTwoMapsSays(@ForAll("steps") List<Step> steps) {
    var names = new NameTable();
    var layers = new NameTree(names, APEX);
    Map<DomainName, Node> upper = new HashMap<>();
    Map<DomainName, Node> lower = new HashMap<>();
    for (Step step : steps) {
      play(step, layers, upper, lower);
      for (String name : List.of("a", "b", "a.a", "b.a", "a.b", "b.b", "a.a.a", "b.b.b")) {
        check(DomainName.of(name + ".z"), names, upper, lower);
      }
    }
  }

  private static void play(
      Step step, NameTree layers, Map<DomainName, Node> upper, Map<DomainName, Node> lower) {
    Node node = node(step.name() + ".z");
    if (step.publish()) {
      (step.upper() ? upper : lower).put(node.name(), node);
      if (step.upper()) {
        layers.publish(node);
      } else {
        layers.publishBeneath(node);
      }
    } else if (step.upper()) {
      Node shown = upper.remove(node.name());
      layers.withdraw(shown == null ? node : shown);
    } else {
      lower.remove(node.name());
      layers.withdrawBeneath(node.name());
    }
  }

  private static void check(
      DomainName name, NameTable names, Map<DomainName, Node> upper, Map<DomainName, Node> lower) {
    Node shown = names.find(name);
    Node expected = upper.getOrDefault(name, lower.get(name));
    if (expected != null) {
      assertSame(expected, shown, name::toString);
      return;
    }
    boolean isAncestor =
        upper.keySet().stream().anyMatch(each -> each.isUnder(name))
            || lower.keySet().stream().anyMatch(each -> each.isUnder(name));
    if (!isAncestor) {
      assertNull(shown, name::toString);
      return;
    }
    assertNotNull(shown, name::toString);
    assertEquals(true, shown.isEmptyNonTerminal(), name::toString);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> names =
        Arbitraries.of("a", "b")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(labels -> String.join(".", labels));
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    return Combinators.combine(names, either, either).as(Step::new).list().ofMaxSize(40);
  }

  private static Node node(String name) {
    return Node.of(DomainName.of(name), List.of());
  }
}
