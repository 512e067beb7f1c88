package dev.rollcall.dns.zone;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes the table so that it stays a tree: every name between a node and the apex exists as long
 * as the node does (RFC 8020). Owned by one thread.
 */
public final class NameTree {
  private final NameTable table;

  /** How many names lie right below a name; only those with any. */
  private final Map<DomainName, Integer> children = new HashMap<>();

  NameTree(NameTable table, DomainName apex) {
    this.table = table;
    table.put(Node.emptyNonTerminal(apex));
    children.put(apex, 1); // holds it for ever
  }

  /** Shows a node, in place of the one that had its name. */
  public void publish(Node node) {
    if (table.find(node.name()) == null) {
      addChild(node.name().parent());
    }
    table.put(node);
  }

  /** Takes a node away, unless another one has taken its place. */
  public void withdraw(Node node) {
    if (table.find(node.name()) != node) {
      return;
    }
    if (children.containsKey(node.name())) {
      table.put(Node.emptyNonTerminal(node.name()));
      return;
    }
    table.remove(node.name());
    removeChild(node.name().parent());
  }

  private void addChild(DomainName parent) {
    if (table.find(parent) == null) {
      addChild(parent.parent());
      table.put(Node.emptyNonTerminal(parent));
    }
    children.merge(parent, 1, Integer::sum);
  }

  private void removeChild(DomainName parent) {
    Integer left =
        children.computeIfPresent(parent, (name, count) -> count == 1 ? null : count - 1);
    Node node = table.find(parent);
    if (left == null && node != null && node.isEmptyNonTerminal()) {
      table.remove(parent);
      removeChild(parent.parent());
    }
  }
}
