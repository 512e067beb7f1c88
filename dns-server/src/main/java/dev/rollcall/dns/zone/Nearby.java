package dev.rollcall.dns.zone;

import dev.rollcall.dns.record.RecordSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What clients of certain localities are answered at a name, type by type, in place of what all
 * others are. Immutable.
 */
public final class Nearby {
  private final @Nullable Node[] nodes; // by the number of their locality
  private final int[] types;

  private Nearby(@Nullable Node[] nodes, int[] types) {
    this.nodes = nodes;
    this.types = types;
  }

  /**
   * What those nodes answer.
   *
   * @param nodes of the same name, by the number of their locality, null where its clients are
   *     answered as all others
   * @return null when all are
   */
  public static @Nullable Nearby of(List<@Nullable Node> nodes) {
    int[] types =
        nodes.stream()
            .flatMapToInt(node -> node == null ? IntStream.empty() : node.typesOfSets())
            .distinct()
            .toArray();
    return types.length == 0 ? null : new Nearby(nodes.toArray(new @Nullable Node[0]), types);
  }

  /** Whether it depends on the client what is answered to a question for that type. */
  public boolean dependsOnClient(int type) {
    for (int each : types) {
      if (each == type) {
        return true;
      }
    }
    return false;
  }

  /** What clients there are answered; null for what all others are. */
  public @Nullable Node node(int locality) {
    return locality < nodes.length ? nodes[locality] : null;
  }

  /** The set that clients there are answered in place of that one. */
  public RecordSet set(int locality, RecordSet others) {
    Node node = node(locality);
    RecordSet own = node == null ? null : node.set(others.type());
    return own == null ? others : own;
  }
}
