package dev.rollcall.load;

import dev.rollcall.cluster.lease.Heartbeats;
import dev.rollcall.cluster.lease.LeaseOwners;
import dev.rollcall.cluster.lease.RenewLeases;
import dev.rollcall.cluster.lease.RenewalBatcher;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Registered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What heartbeats cost the member that hears them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class HeartbeatBenchmark {
  private static final int BATCH = 1_000;

  @Param({"1000", "100000"})
  private int entries;

  private final SetClock clock = new SetClock();
  private final Fleet fleet = new Fleet();
  private final LiveView view = new LiveView();
  private final Heartbeats heartbeats = new Heartbeats(view::entry, ThreeOwners::partition, clock);
  private final RenewalBatcher renewals = new RenewalBatcher(heartbeats, new ThreeOwners(), clock);
  private final List<InstanceKey> keys = new ArrayList<>();
  private int turn;

  @Setup(Level.Trial)
  public void register() {
    CompletableFuture<Void> last = new CompletableFuture<>();
    for (int i = 0; i < entries; i++) {
      Registered held = fleet.entry("service-" + i / 3, i, false);
      // As a request brings it: equal to the one in the view, and another object.
      keys.add(InstanceKey.of(held.key().service().text(), held.key().id().text()));
      last = view.apply(held);
    }
    last.join();
  }

  @TearDown
  public void close() {
    view.close();
  }

  /** One of many heartbeats, and its part of what tells the owners of the leases. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public CompletableFuture<Void> oneHeartbeat() {
    for (int i = 0; i < BATCH; i++) {
      turn = (turn + 1) % entries;
      heartbeats.hear(keys.get(turn), clock.nanoTime());
    }
    return renewals.flush();
  }

  /** Take all they are told. */
  private static final class ThreeOwners implements LeaseOwners {
    private static final int PARTITIONS = 271;

    private final @Nullable UUID[] owners = new @Nullable UUID[PARTITIONS];

    ThreeOwners() {
      Arrays.setAll(owners, partition -> new UUID(0, partition % 3));
    }

    static int partition(InstanceKey key) {
      return (int) Long.remainderUnsigned(key.hash64(), PARTITIONS);
    }

    @Override
    public int partitionOf(InstanceKey key) {
      return partition(key);
    }

    @Override
    public @Nullable UUID[] owners() {
      return owners;
    }

    @Override
    public CompletionStage<long[]> renew(UUID owner, RenewLeases told) {
      return CompletableFuture.completedFuture(new long[0]);
    }
  }
}
