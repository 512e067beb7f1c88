package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Writes the table, which shows two layers as one tree: what services and the server itself have,
 * and beneath it what a zone file says. Any thread may write; each call is whole for readers and
 * for other writers. It holds at all times that
 *
 * <ul>
 *   <li>a name shows its node of the upper layer; where there is none, that of the lower one
 *   <li>every name between a node and the apex exists as long as the node does (RFC 8020)
 *   <li>no name that has a node in either layer before and after a call is missing during it
 * </ul>
 */
public final class NameTree {
  private final NameTable table;
  private final DomainName apex;

  // All below is guarded by this tree.

  /** How many names lie right below a name; only those with any. */
  private final Map<DomainName, Integer> children = new HashMap<>();

  /** The lower layer. A shown node is of the upper one if it is neither in here nor empty. */
  private final Map<DomainName, Node> beneath = new HashMap<>();

  /** Is told what of the lower layer a name of the upper one takes. */
  private volatile Hiding whenHidden = (name, by) -> {};

  /** A name of the lower layer is hidden, or does not lead to all below it any more. */
  @FunctionalInterface
  public interface Hiding {
    /**
     * Called on the thread that writes, which is not to be held up.
     *
     * @param name in the lower layer
     * @param by in the upper one: the same, or one below a delegation or redirection
     */
    void hidden(DomainName name, DomainName by);
  }

  NameTree(NameTable table, DomainName apex) {
    this.table = table;
    this.apex = apex;
    table.put(Node.emptyNonTerminal(apex));
    children.put(apex, 1); // holds it for ever
  }

  /** Has a name exist for ever, whatever is there: another zone begins at it. */
  synchronized void hold(DomainName name) {
    addChild(name);
  }

  /** Shows a node, in place of the one that had its name. */
  public void publish(Node node) {
    DomainName hidden = show(node);
    if (hidden != null) {
      whenHidden.hidden(hidden, node.name());
    }
  }

  /** Takes a node away, unless another one has taken its place. */
  public synchronized void withdraw(Node node) {
    if (table.find(node.name()) != node) {
      return;
    }
    Node below = beneath.get(node.name());
    if (below != null) {
      table.put(below);
      return;
    }
    remove(node.name());
  }

  /** Puts a node into the lower layer, in place of the one that had its name there. */
  public synchronized void publishBeneath(Node node) {
    Node shown = table.find(node.name());
    Node before = beneath.put(node.name(), node);
    if (shown == null) {
      addChild(node.name().parent());
    }
    if (shown == null || shown == before || shown.isEmptyNonTerminal()) {
      table.put(node);
    }
  }

  /** Takes the node of that name out of the lower layer. */
  public synchronized void withdrawBeneath(DomainName name) {
    Node node = beneath.remove(name);
    if (node != null && table.find(name) == node) {
      remove(name);
    }
  }

  /** Has somebody told when the upper layer takes something from the lower one. */
  public void tellWhenHidden(Hiding listener) {
    whenHidden = listener;
  }

  /** Whether the upper layer has a node of that name. */
  public synchronized boolean isAbove(DomainName name) {
    Node shown = table.find(name);
    return shown != null && !shown.isEmptyNonTerminal() && shown != beneath.get(name);
  }

  /** A name of the upper layer that lies below one of those, null for none. */
  public synchronized @Nullable DomainName anyAboveBelow(Set<DomainName> names) {
    Set<DomainName> inhabited = new HashSet<>(names);
    inhabited.retainAll(children.keySet());
    if (inhabited.isEmpty()) {
      return null; // mostly, and then there is no need to look at every name
    }
    return table.names().stream()
        .filter(this::isAbove)
        .filter(name -> hasAncestor(name, inhabited))
        .findFirst()
        .orElse(null);
  }

  /** Returns the name of the lower layer that the node takes something from, null for none. */
  private synchronized @Nullable DomainName show(Node node) {
    Node shown = table.find(node.name());
    if (shown != null) {
      table.put(node);
      return shown == beneath.get(node.name()) ? node.name() : null;
    }
    Node above = closestAbove(node.name());
    addChild(node.name().parent());
    table.put(node);
    boolean elsewhere = above.delegation() != null || above.set(Type.DNAME) != null;
    return elsewhere ? above.name() : null;
  }

  private Node closestAbove(DomainName name) {
    DomainName above = name.parent();
    Node node = table.find(above);
    while (node == null) {
      above = above.parent();
      node = table.find(above);
    }
    return node;
  }

  private boolean hasAncestor(DomainName name, Set<DomainName> among) {
    for (DomainName above = name; !above.equals(apex); ) {
      above = above.parent();
      if (among.contains(above)) {
        return true;
      }
    }
    return false;
  }

  private void remove(DomainName name) {
    if (children.containsKey(name)) {
      table.put(Node.emptyNonTerminal(name));
      return;
    }
    table.remove(name);
    removeChild(name.parent());
  }

  private void addChild(DomainName parent) {
    Node node = table.find(parent);
    if (node == null) {
      addChild(parent.parent());
      node = Node.emptyNonTerminal(parent);
      table.put(node);
    }
    children.merge(node.name(), 1, Integer::sum); // an object that is there already
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
