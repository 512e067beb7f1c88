package dev.rollcall.registry;

import java.util.List;

/** Who forms the cluster now. Any thread may ask; no method blocks or fails. */
public interface Membership {
  /** All members, in the same order on every node. */
  List<Member> members();

  /** How many leases this node keeps as their owner. */
  int leasesHeld();
}
