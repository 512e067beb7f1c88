package dev.rollcall.load;

import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Registered;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a change costs until the catalogue shows it; nobody follows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LiveViewBenchmark {
  private static final int BURST = 1_000;

  /** Of all services together, or of the one service if that is larger. */
  @Param({"1000", "100000"})
  private int entries;

  /** Of each service. */
  @Param({"3", "1000"})
  private int instances;

  private final Fleet fleet = new Fleet();
  private final LiveView view = new LiveView();
  private int turn;

  @Setup(Level.Trial)
  public void register() {
    for (int i = 0; i < entries; i++) {
      CompletableFuture<Void> _ = view.apply(next());
    }
    view.apply(next()).join();
  }

  @TearDown
  public void close() {
    view.close();
  }

  /** One change, with the way to the view's thread and back. */
  @Benchmark
  public void oneChange() {
    view.apply(next()).join();
  }

  /** One of a burst. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void oneOfManyChanges() {
    for (int i = 1; i < BURST; i++) {
      CompletableFuture<Void> _ = view.apply(next());
    }
    view.apply(next()).join();
  }

  private Registered next() {
    turn = (turn + 1) % entries;
    return fleet.entry("service-" + turn / instances, turn, false);
  }
}
