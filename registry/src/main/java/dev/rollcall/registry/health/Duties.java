package dev.rollcall.registry.health;

import dev.rollcall.registry.instance.InstanceKey;

/** Which instances this node answers for: exactly one node does at a time, once it is settled. */
@FunctionalInterface
public interface Duties {
  /** Whether this node makes the checks of that instance. Any thread; never blocks. */
  boolean isMine(InstanceKey key);
}
