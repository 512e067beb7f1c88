package dev.rollcall.cluster.lease;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Asks a member when it heard of instances whose leases are over, and how the leases stand that it
 * keeps.
 */
public final class Question implements Callable<Testimony>, HazelcastInstanceAware {
  /** The executor that takes them. */
  public static final String EXECUTOR = "inquests";

  private final List<InstanceKey> keys;
  private final List<ServiceName> services;
  private @Nullable HazelcastInstance member; // set by Hazelcast before the call

  /**
   * @param keys the instances
   * @param services whose leases are to be counted
   */
  public Question(List<InstanceKey> keys, List<ServiceName> services) {
    this.keys = List.copyOf(keys);
    this.services = List.copyOf(services);
  }

  public List<InstanceKey> keys() {
    return keys;
  }

  public List<ServiceName> services() {
    return services;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance member) {
    this.member = member;
  }

  /** A member that is about to join has heard of nothing. */
  @Override
  public Testimony call() {
    var context = Objects.requireNonNull(member, "set by Hazelcast").getUserContext();
    return context.get(Witness.NAME) instanceof Witness witness
        ? witness.answer(this)
        : Testimony.ofNothing(this);
  }
}
