package dev.rollcall.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import dev.rollcall.cluster.company.JoinRefusedException;
import java.io.IOException;

/** The way into a cluster: where the others are, who listens there, and whether they let us in. */
final class Joining {
  private Joining() {}

  /**
   * The settings with the addresses behind the names to join; blocks while a name is looked up
   * again.
   *
   * @throws JoinRefusedException when a name has no address, or a stranger listens at one
   */
  static ClusterSettings resolved(ClusterSettings settings) throws IOException {
    ClusterSettings resolved =
        settings.joining(JoinAddresses.DEFAULT.resolve(settings.join(), settings.self()));
    resolved.neighbours().refuseStrangers();
    return resolved;
  }

  /**
   * Joins the others, or begins a cluster when none of them is there; blocks until that is done.
   *
   * @throws JoinRefusedException when they do not let this member in
   * @throws IOException when its port cannot be bound
   */
  static HazelcastInstance join(ClusterSettings settings) throws IOException {
    try {
      return JoinAttempts.DEFAULT.join(
          () -> Hazelcast.newHazelcastInstance(HazelcastSettings.of(settings)));
    } catch (IllegalStateException e) {
      throw new JoinRefusedException(
          "no member lets this one in (%s); allowed: members with the same version of Hazelcast, all"
                  .formatted(e.getMessage())
              + " or none of them with member-zone",
          e);
    } catch (HazelcastException e) {
      throw new IOException(
          "cannot listen for members at " + settings.self() + ": " + e.getMessage(), e);
    }
  }
}
