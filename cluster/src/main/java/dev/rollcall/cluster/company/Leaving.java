package dev.rollcall.cluster.company;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a member tells the others before it leaves in order: that nobody is to miss it. */
public final class Leaving implements Callable<Boolean>, HazelcastInstanceAware {
  /** Under which a member's own companions stand in the user context of its Hazelcast instance. */
  public static final String COMPANIONS = "rollcall.companions";

  /** The executor that takes the word at each member. */
  public static final String EXECUTOR = "company";

  private final String id;
  private @Nullable HazelcastInstance member; // set by Hazelcast before the call

  public Leaving(String id) {
    this.id = id;
  }

  /** Of the one that leaves. */
  public String id() {
    return id;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance member) {
    this.member = member;
  }

  @Override
  public Boolean call() {
    var context = Objects.requireNonNull(member, "set by Hazelcast").getUserContext();
    ((Companions) Objects.requireNonNull(context.get(COMPANIONS))).leaves(id);
    return true;
  }
}
