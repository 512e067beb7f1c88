package dev.rollcall.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import dev.rollcall.cluster.Attempts.NotYetException;
import dev.rollcall.cluster.company.JoinRefusedException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The way into a cluster: where the others are, who listens there, whether they let us in, and what
 * they have.
 */
record Joining(Attempts attempts) {
  static final Joining DEFAULT = new Joining(Attempts.DEFAULT);

  /** Brings a member up to what the cluster has; may be done again after it failed half-way. */
  interface Load {
    /** Blocks until it is done. */
    void run() throws IOException;
  }

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
  HazelcastInstance join(ClusterSettings settings) throws IOException {
    try {
      return entered(() -> Hazelcast.newHazelcastInstance(HazelcastSettings.of(settings)));
    } catch (HazelcastException e) {
      throw new IOException(
          "cannot listen for members at " + settings.self() + ": " + e.getMessage(), e);
    }
  }

  /** Joins, again while two clusters merge, or change their state, and take nobody. */
  <T> T entered(Supplier<T> member) throws IOException {
    try {
      return attempts.until("join the cluster", () -> once(member));
    } catch (NotYetException e) {
      throw new JoinRefusedException(
          "no member lets this one in (%s); allowed: members with the same version of Hazelcast, all"
                  .formatted(e.getMessage())
              + " or none of them with member-zone",
          e);
    }
  }

  /**
   * Loads, again while members come and go. Blocks until it is done.
   *
   * @throws JoinRefusedException when that does not end
   */
  void load(Load load) throws IOException {
    try {
      attempts.until("load what the cluster has", () -> once(load));
    } catch (NotYetException e) {
      throw new JoinRefusedException(
          "the cluster does not tell what it has (%s); allowed: members that can reach one another"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static <T> T once(Supplier<T> member) throws NotYetException {
    try {
      return member.get();
    } catch (IllegalStateException e) {
      throw new NotYetException(Objects.toString(e.getMessage(), "it does not say why"), e);
    }
  }

  /** What is a fault of ours is thrown on. */
  private static Load once(Load load) throws NotYetException {
    try {
      load.run();
      return load;
    } catch (IOException e) {
      throw new NotYetException(Objects.toString(e.getMessage(), "it does not say why"), e);
    } catch (RuntimeException e) {
      throw new NotYetException(MapCalls.reasonOf(e), e);
    }
  }
}
