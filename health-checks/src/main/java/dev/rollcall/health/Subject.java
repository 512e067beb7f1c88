package dev.rollcall.health;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Registered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the checks see it.
 *
 * @param held null when it has gone
 * @param checks its own or those of its service; none when it has gone
 */
record Subject(InstanceKey key, @Nullable Registered held, List<Check> checks) {
  Subject {
    checks = List.copyOf(checks);
  }
}
