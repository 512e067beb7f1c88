package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.registry.instance.InstanceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a service are called, as far as it differs from the last time.
 *
 * @param names of those that are new, or of all; who is not in it is called as before
 * @param isPlain whether each has the names that it wants, so that none depends on the others
 */
record NameBook(Map<InstanceId, InstanceNames> names, boolean isPlain) {
  /** Everybody is called as before. */
  static NameBook asBefore(CompiledService before) {
    return new NameBook(Map.of(), before.isPlain());
  }

  /**
   * The names after some came or went. Where everybody had the names that they want, and those that
   * come want others, nobody else is looked at: {@link InstanceLabels} would give all the same.
   *
   * @param stayed those that are still there
   */
  static NameBook of(
      ServiceNames service,
      List<InstanceId> ids,
      List<InstanceId> come,
      Set<String> taken,
      CompiledService before,
      List<InstanceRecords> stayed) {
    if (before.isPlain() && taken.equals(before.taken())) {
      Map<InstanceId, InstanceNames> wanted = wanted(service, come, taken, stayed);
      if (wanted != null) {
        return new NameBook(wanted, true);
      }
    }
    Map<InstanceId, InstanceNames> all = InstanceNames.of(service, ids, taken);
    return new NameBook(
        all, ids.stream().allMatch(id -> InstanceNames.wanted(service, id).equals(all.get(id))));
  }

  /** The names that the instance has now. */
  InstanceNames of(InstanceId id, @Nullable InstanceRecords before) {
    InstanceNames own = names.get(id);
    if (own != null) {
      return own;
    }
    if (before == null) {
      throw new IllegalStateException("no name for " + id);
    }
    return before.names();
  }

  /** The names that those want who come, null where somebody else has one of them. */
  private static @Nullable Map<InstanceId, InstanceNames> wanted(
      ServiceNames service,
      Collection<InstanceId> come,
      Set<String> taken,
      List<InstanceRecords> stayed) {
    var names = new HashMap<InstanceId, InstanceNames>();
    var own = new HashSet<DomainName>();
    var browsed = new HashSet<String>();
    Set<String> takenWhereBrowsed = InstanceNames.takenWhereBrowsed(service);
    for (InstanceId id : come) {
      InstanceNames wanted = InstanceNames.wanted(service, id);
      String label = InstanceLabels.withoutCase(wanted.browsed());
      boolean isFree =
          own.add(wanted.own())
              && browsed.add(label)
              && !taken.contains(wanted.own().firstLabel())
              && !takenWhereBrowsed.contains(label);
      if (!isFree) {
        return null;
      }
      names.put(id, wanted);
    }
    boolean isHeld = !come.isEmpty() && stayed.stream().anyMatch(each -> isAny(each, own, browsed));
    return isHeld ? null : names;
  }

  private static boolean isAny(InstanceRecords each, Set<DomainName> own, Set<String> browsed) {
    return own.contains(each.names().own())
        || browsed.contains(InstanceLabels.withoutCase(each.names().browsed()));
  }
}
