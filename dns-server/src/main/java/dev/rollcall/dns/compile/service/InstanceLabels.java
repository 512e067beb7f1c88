package dev.rollcall.dns.compile.service;

import dev.rollcall.registry.instance.InstanceId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives each instance of a service a label of its own. Depends on nothing but the ids and the taken
 * labels, so that all nodes call an instance by the same name.
 */
final class InstanceLabels {
  private final Set<String> taken;
  private final Function<InstanceId, String> wanted;

  private InstanceLabels(Set<String> taken, Function<InstanceId, String> wanted) {
    this.taken = new HashSet<>(taken);
    this.wanted = wanted;
  }

  /**
   * The labels of those instances, none of them among {@code taken}: first of those whose id is
   * their label as it stands, then of the others in order of their ids.
   */
  static Map<InstanceId, String> of(List<InstanceId> ids, Set<String> taken) {
    return new InstanceLabels(taken, InstanceId::label).of(ids);
  }

  /**
   * The labels that those instances are browsed by, which are for people to read: the ids, as far
   * as they are allowed and not alike but for case (RFC 6763 section 4.1.1), none among {@code
   * taken}.
   */
  static Map<InstanceId, String> browsed(
      List<InstanceId> ids, Predicate<String> allowed, Set<String> taken) {
    return new InstanceLabels(taken, id -> wantedWhereBrowsed(id, allowed)).of(ids);
  }

  /** The label that an instance is browsed by where nobody else wants it. */
  static String wantedWhereBrowsed(InstanceId id, Predicate<String> allowed) {
    return allowed.test(id.text()) ? id.text() : id.hashLabel();
  }

  private Map<InstanceId, String> of(List<InstanceId> ids) {
    Comparator<InstanceId> order =
        Comparator.comparing((InstanceId id) -> !wanted.apply(id).equals(id.text()))
            .thenComparing(Comparator.naturalOrder());
    var byId = new HashMap<InstanceId, String>();
    ids.stream().sorted(order).forEach(id -> byId.put(id, take(id)));
    return byId;
  }

  private String take(InstanceId id) {
    String label = wanted.apply(id);
    if (taken.add(withoutCase(label))) {
      return label;
    }
    String hash = id.hashLabel();
    String free = hash;
    // Only somebody who calls an instance by another one's hash makes this turn.
    for (int i = 2; !taken.add(free); i++) {
      free = hash + "-" + i;
    }
    return free;
  }

  /** RFC 4343 section 3: letters of ASCII alone are the same in both cases. */
  static String withoutCase(String label) {
    if (label.chars().noneMatch(InstanceLabels::isUpperCase)) {
      return label;
    }
    var lower = new StringBuilder(label);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      lower.setCharAt(i, isUpperCase(c) ? (char) (c | 0x20) : c);
    }
    return lower.toString();
  }

  private static boolean isUpperCase(int c) {
    return c >= 'A' && c <= 'Z';
  }
}
