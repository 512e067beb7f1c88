package dev.rollcall.health;

import dev.rollcall.health.probe.NetworkProber;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.health.Duties;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The health checks of a node. One event loop of their own makes all of them; the live view only
 * hands over what has changed. Safe for any thread.
 */
public final class HealthChecks {
  private static final long TICK_MILLIS = 10;

  private final HealthCounters counters = new HealthCounters();

  /** What the checks need of the registry. */
  public record Ports(Registry registry, Catalog catalog, Duties duties, TimeSource time) {}

  private HealthChecks() {}

  /** Follows the catalogue from now on, and probes what it holds. */
  public static Future<HealthChecks> start(Vertx vertx, HealthSettings settings, Ports ports) {
    var checks = new HealthChecks();
    return vertx.deployVerticle(checks.new Loop(settings, ports)).map(checks);
  }

  /** What they did so far. */
  public HealthActivity activity() {
    return counters.snapshot();
  }

  /** The event loop. */
  private final class Loop extends VerticleBase {
    private final HealthSettings settings;
    private final Ports ports;
    private @Nullable Long timer; // while there is anything to check

    Loop(HealthSettings settings, Ports ports) {
      this.settings = settings;
      this.ports = ports;
    }

    @Override
    public Future<?> start() {
      Executor loop = task -> context.runOnContext(nothing -> task.run());
      var reports = new Reports(ports.registry()::report, loop);
      var prober = new NetworkProber(vertx);
      var rounds = new Rounds(ports.duties(), prober, reports, settings, counters, ports.time());
      Executor waking = task -> loop.execute(() -> wake(rounds, task));
      ports.catalog().follow(new Subjects(ports.catalog(), rounds, waking));
      return Future.succeededFuture();
    }

    /** A loop that looks a hundred times a second takes a hundredth of a core. */
    private void wake(Rounds rounds, Runnable task) {
      task.run();
      if (timer == null && !rounds.isIdle()) {
        timer = vertx.setPeriodic(TICK_MILLIS, due -> tick(rounds));
      }
    }

    private void tick(Rounds rounds) {
      rounds.tick();
      if (timer != null && rounds.isIdle()) {
        vertx.cancelTimer(timer);
        timer = null;
      }
    }
  }
}
