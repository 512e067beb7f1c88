package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.zone.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a selection.
 *
 * @param members in the order of their ids
 * @param node null where the name would be longer than a name may be
 */
record Selected(List<InstanceRecords> members, @Nullable Node node) {
  static final Selected NOBODY = new Selected(List.of(), null);

  Selected {
    members = List.copyOf(members);
  }

  void addNodeTo(List<Node> nodes) {
    if (node != null) {
      nodes.add(node);
    }
  }
}
