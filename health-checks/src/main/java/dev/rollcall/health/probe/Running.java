package dev.rollcall.health.probe;

import io.vertx.core.Future;

/**
 * A probe that has begun.
 *
 * @param outcome never fails, and is complete when the probe's time is over
 * @param abandon ends it at once, whatever its outcome is then; to be called on its event loop
 */
public record Running(Future<Outcome> outcome, Runnable abandon) {}
