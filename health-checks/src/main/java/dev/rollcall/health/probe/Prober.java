package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.Probe;
import io.vertx.core.Future;
import java.time.Duration;

/** Tries an instance once. */
@FunctionalInterface
public interface Prober {
  /**
   * Begins a probe; called on the event loop that the future completes on. The future never fails,
   * and is complete when {@code timeout} is over.
   */
  Future<Outcome> probe(Probe probe, Target target, Duration timeout);
}
