package dev.rollcall.registry.state;

import java.util.Comparator;

/**
 * The place of a state among all states of one instance. The higher one wins everywhere.
 *
 * @param incarnation when the instance was registered; each registration is a new one
 * @param version 1 for the first state of an incarnation, one more with each change
 */
public record InstanceVersion(HybridTime incarnation, long version)
    implements Comparable<InstanceVersion> {
  private static final Comparator<InstanceVersion> ORDER =
      Comparator.comparing(InstanceVersion::incarnation)
          .thenComparingLong(InstanceVersion::version);

  /** The first version of an incarnation. */
  public static InstanceVersion first(HybridTime incarnation) {
    return new InstanceVersion(incarnation, 1);
  }

  /** The version after one more change. */
  public InstanceVersion next() {
    return new InstanceVersion(incarnation, version + 1);
  }

  @Override
  public int compareTo(InstanceVersion other) {
    return ORDER.compare(this, other);
  }
}
