package dev.rollcall.health.probe;

import dev.rollcall.registry.instance.Probe;
import java.time.Duration;

/** Tries an instance once. */
@FunctionalInterface
public interface Prober {
  /** Begins a probe; called on the event loop that its outcome comes on. */
  Running probe(Probe probe, Target target, Duration timeout);
}
