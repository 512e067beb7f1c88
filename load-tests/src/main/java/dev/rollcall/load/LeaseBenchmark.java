package dev.rollcall.load;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What leases cost the member that keeps them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LeaseBenchmark {
  private static final Duration TICK = Duration.ofMillis(50);

  /** Each instance sends a heartbeat every third of its lease: that many ticks. */
  private static final int TICKS_BETWEEN = 200;

  @Param({"1000000"})
  private int leases;

  private final SetClock clock = new SetClock();
  private final Fleet fleet = new Fleet();
  private final LeaseKeeper keeper = new LeaseKeeper(clock, key -> true);
  private final List<Registered> all = new ArrayList<>();
  private long[][] due = {};
  private int turn;

  @Setup(Level.Trial)
  public void open() {
    for (int i = 0; i < leases; i++) {
      Registered held = fleet.entry("service-" + i / 3, i, false);
      all.add(held);
      keeper.changed(List.of(new Change(held.key(), null, held)));
    }
    var ids = Stream.generate(LongStream::builder).limit(TICKS_BETWEEN).toList();
    for (int i = 0; i < leases; i++) {
      ids.get(i % TICKS_BETWEEN).add(all.get(i).key().hash64());
    }
    due = ids.stream().map(each -> each.build().toArray()).toArray(long[][]::new);
    for (int tick = 0; tick < TICKS_BETWEEN; tick++) {
      tick();
    }
  }

  /** The 50 ms of an ordinary day: a two hundredth of the leases is renewed, and none is over. */
  @Benchmark
  public int tick() {
    clock.advance(TICK);
    turn = (turn + 1) % TICKS_BETWEEN;
    keeper.renew(due[turn], new int[due[turn].length]);
    return keeper.over().fresh().size();
  }

  /** Half of the partitions move away and come back. */
  @Benchmark
  public int halfMovesAwayAndBack() {
    Predicate<InstanceKey> half = key -> (key.hash64() & 1) == 0;
    keeper.takeOver(half, all);
    keeper.takeOver(key -> true, all);
    return keeper.size();
  }

  /** A member is gone: all leases start over. */
  @Benchmark
  public void allStartOver() {
    keeper.restartAll();
  }
}
