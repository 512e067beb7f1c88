package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds nodes by name: a hash table with open addressing. One thread at a time writes, any number
 * read meanwhile without a lock.
 *
 * <p>A reader follows the slots from the one that the hash names to the first empty one. So that it
 * never misses a node, a slot that was used is never emptied: a removed node leaves a marker, which
 * a later one may take over. When markers and nodes fill half of the slots, the writer fills a new
 * array and puts it in place of the old one, which its readers may finish reading.
 */
public final class NameTable {
  private static final int MIN_SLOTS = 1024;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Node[].class);

  /** Marks where a node was. Its name, the root, is never looked for. */
  private static final Node REMOVED = Node.of(DomainName.ROOT, List.of());

  private volatile @Nullable Node[] slots = new @Nullable Node[MIN_SLOTS];

  /** Whether a name may be a wildcard; where none is, no reader looks for one. */
  private volatile boolean hasWildcards;

  // Owned by the writer, which is the tree.
  private int nodes;
  private int used; // nodes and markers
  private int wildcards;

  /** The node of the name that stands there in lower-case wire format, with its hash. */
  @Nullable Node find(byte[] octets, int from, int to, int hash) {
    @Nullable Node[] array = slots;
    int mask = array.length - 1;
    for (int slot = hash & mask; ; slot = slot + 1 & mask) {
      Node node = at(array, slot);
      if (node == null) {
        return null;
      }
      if (node.name().hashCode() == hash && node.name().matches(octets, from, to)) {
        return node;
      }
    }
  }

  /** The node of that name. */
  public @Nullable Node find(DomainName name) {
    return at(slots, slotFor(slots, name));
  }

  /** Whether there is any name to look for below one that exists. */
  boolean hasWildcards() {
    return hasWildcards;
  }

  /** All names. Writer only. */
  List<DomainName> names() {
    return Arrays.stream(slots)
        .filter(Objects::nonNull)
        .filter(node -> node != REMOVED)
        .map(Node::name)
        .toList();
  }

  /** How many names there are. Writer only. */
  int size() {
    return nodes;
  }

  /** Puts a node in, in place of the one that has its name. Writer only. */
  void put(Node node) {
    @Nullable Node[] array = slots;
    int slot = slotFor(array, node.name());
    if (at(array, slot) == null) {
      nodes++;
      countWildcard(node.name(), 1);
      slot = reusableSlotFor(array, node.name());
      if (at(array, slot) == null) {
        used++;
      }
    }
    SLOT.setRelease(array, slot, node);
    if (used > array.length / 2) {
      rebuild();
    }
  }

  /** Takes the node of that name out. Writer only. */
  void remove(DomainName name) {
    @Nullable Node[] array = slots;
    int slot = slotFor(array, name);
    if (at(array, slot) != null) {
      nodes--;
      SLOT.setRelease(array, slot, REMOVED);
      countWildcard(name, -1);
    }
  }

  private void countWildcard(DomainName name, int more) {
    if (name.isWildcard()) {
      wildcards += more;
      hasWildcards = wildcards > 0;
    }
  }

  /** The slot that holds that name, else the empty one where the search for it ends. */
  private static int slotFor(@Nullable Node[] array, DomainName name) {
    int mask = array.length - 1;
    for (int slot = name.hashCode() & mask; ; slot = slot + 1 & mask) {
      Node node = at(array, slot);
      if (node == null || node.name().equals(name)) {
        return slot;
      }
    }
  }

  /** The first slot without a node that a search for that name comes by. */
  private static int reusableSlotFor(@Nullable Node[] array, DomainName name) {
    int mask = array.length - 1;
    for (int slot = name.hashCode() & mask; ; slot = slot + 1 & mask) {
      Node node = at(array, slot);
      if (node == null || node == REMOVED) {
        return slot;
      }
    }
  }

  /** A new array with room for as many nodes again before it is half full. */
  private void rebuild() {
    int length = Math.max(MIN_SLOTS, Integer.highestOneBit(nodes) * 8);
    @Nullable Node[] larger = new @Nullable Node[length];
    for (Node node : slots) {
      if (node != null && node != REMOVED) {
        larger[slotFor(larger, node.name())] = node;
      }
    }
    used = nodes;
    slots = larger;
  }

  private static @Nullable Node at(@Nullable Node[] array, int slot) {
    return (Node) SLOT.getAcquire(array, slot);
  }
}
