package dev.rollcall.registry;

import dev.rollcall.registry.standing.Standing;
import java.util.List;

/** Who forms the cluster now. Any thread may ask; no method blocks or fails. */
public interface Membership {
  /** All members, in the same order on every node. */
  List<Member> members();

  /** How this node stands among them. */
  Standing standing();
}
