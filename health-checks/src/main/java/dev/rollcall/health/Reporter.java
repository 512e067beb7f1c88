package dev.rollcall.health;

import dev.rollcall.registry.Amending;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.HybridTime;
import java.util.concurrent.CompletionStage;

/** Where verdicts go: {@link dev.rollcall.registry.Registry#report}. */
@FunctionalInterface
interface Reporter {
  CompletionStage<Amending> report(InstanceKey key, HybridTime registered, CheckResult result);
}
