package dev.rollcall.dns.compile;

import dev.rollcall.registry.instance.InstanceId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each instance of a service a label of its own. Depends on nothing but the ids and the taken
 * labels, so that all nodes call an instance by the same name.
 */
final class InstanceLabels {
  private static final Comparator<InstanceId> ORDER =
      Comparator.comparing((InstanceId id) -> !id.label().equals(id.text()))
          .thenComparing(Comparator.naturalOrder());

  private final Set<String> taken;

  private InstanceLabels(Set<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /**
   * The labels of those instances, none of them among {@code taken}: first of those whose id is
   * their label as it stands, then of the others in order of their ids.
   */
  static Map<InstanceId, String> of(List<InstanceId> ids, Set<String> taken) {
    var labels = new InstanceLabels(taken);
    var byId = new HashMap<InstanceId, String>();
    ids.stream().sorted(ORDER).forEach(id -> byId.put(id, labels.take(id)));
    return byId;
  }

  private String take(InstanceId id) {
    if (taken.add(id.label())) {
      return id.label();
    }
    String label = id.hashLabel();
    // Only somebody who calls an instance by another one's hash makes this turn.
    for (int i = 2; !taken.add(label); i++) {
      label = id.hashLabel() + "-" + i;
    }
    return label;
  }
}
