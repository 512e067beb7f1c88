package dev.rollcall.registry.live;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.InstanceVersion;

/** What the view thread is asked to do. */
sealed interface Update {
  /** Take over an entry if it supersedes what is there. */
  record Put(Entry entry) implements Update {}

  /** Drop the entry of a key, up to a version. */
  record Drop(InstanceKey key, InstanceVersion version) implements Update {}

  /** Run {@code word} after all that was asked before. */
  record Tell(Runnable word) implements Update {}
}
