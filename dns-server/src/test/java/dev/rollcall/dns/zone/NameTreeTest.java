package dev.rollcall.dns.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.rollcall.dns.name.DomainName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameTreeTest {
  private static final DomainName APEX = DomainName.of("z");

  private final NameTable table = new NameTable();
  private final NameTree tree = new NameTree(table, APEX);

  @Test
  void everyAncestorExistsWhileSomethingIsBelow() {
    Node deep = node("a.b.c.z");
    Node beside = node("x.c.z");
    tree.publish(deep);
    tree.publish(beside);
    assertNotNull(table.find(DomainName.of("b.c.z")));
    tree.withdraw(deep);
    assertNull(table.find(DomainName.of("b.c.z")));
    assertNotNull(table.find(DomainName.of("c.z")));
    tree.withdraw(beside);
    assertNull(table.find(DomainName.of("c.z")));
    assertNotNull(table.find(APEX));
  }

  @Test
  void aNodeLeavesAnEmptyNameWhileSomethingIsBelow() {
    Node above = node("b.z");
    Node below = node("a.b.z");
    tree.publish(above);
    tree.publish(below);
    tree.withdraw(above);
    Node left = table.find(DomainName.of("b.z"));
    assertNotNull(left);
    assertEquals(true, left.isEmptyNonTerminal());
    tree.withdraw(below);
    assertNull(table.find(DomainName.of("b.z")));
  }

  @Test
  void aNameThatIsHeldStaysWithItsAncestors() {
    tree.hold(DomainName.of("a.b.z"));
    Node node = node("a.b.z");
    tree.publishBeneath(node);
    assertSame(node, table.find(DomainName.of("a.b.z")));
    tree.withdrawBeneath(node.name());
    assertNotNull(table.find(DomainName.of("a.b.z")));
    assertNotNull(table.find(DomainName.of("b.z")));
  }

  @Test
  void whatTookANodesPlaceStays() {
    Node first = node("a.z");
    Node second = node("a.z");
    tree.publish(first);
    tree.publish(second);
    tree.withdraw(first);
    assertSame(second, table.find(DomainName.of("a.z")));
  }

  @Test
  void holdsTheNamesOfItsNodesAndTheirAncestorsAndNoOthers() {
    var random = new Random(2);
    Map<DomainName, Node> published = new HashMap<>();
    List<String> labels = List.of("a", "b", "c");
    for (int i = 0; i < 20_000; i++) {
      DomainName name = APEX;
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        name = name.child(labels.get(random.nextInt(labels.size())));
      }
      Node node = published.remove(name);
      if (node != null) {
        tree.withdraw(node);
      } else {
        node = Node.of(name, List.of());
        published.put(name, node);
        tree.publish(node);
      }
      assertEquals(namesAndAncestors(published), table.size());
    }
  }

  private static long namesAndAncestors(Map<DomainName, Node> published) {
    return 1
        + published.keySet().stream()
            .flatMap(
                name ->
                    java.util.stream.Stream.iterate(name, n -> !n.equals(APEX), DomainName::parent))
            .distinct()
            .count();
  }

  private static Node node(String name) {
    return Node.of(DomainName.of(name), List.of());
  }
}
