package dev.rollcall.load;

import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.live.InMemoryAgreement;
import dev.rollcall.registry.live.LiveView;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a change of one instance costs until its service's names show it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CompilerBenchmark {
  private static final String SERVICE = "orders";

  /** Of the service. */
  @Param({"3", "30", "300", "1000"})
  private int instances;

  @Param({"false", "true"})
  private boolean tagged;

  private final Fleet fleet = new Fleet();
  private final FleetCatalog catalog = new FleetCatalog();
  private final LiveView view = new LiveView(); // for the agreement alone
  private final ZoneCompiler compiler =
      Fleet.compiler(new Zone(ZoneSettings.DEFAULT_NAME), catalog, new InMemoryAgreement(view));
  private int turn;
  private int move;

  @Setup(Level.Trial)
  public void register() {
    for (int i = 0; i < instances; i++) {
      tell(Fleet.instance(SERVICE, i, 0, tagged));
    }
  }

  @TearDown
  public void close() {
    view.close();
  }

  /** One instance after the other has another address. */
  @Benchmark
  public void anotherAddress() {
    next();
    tell(Fleet.instance(SERVICE, turn, move, tagged));
  }

  /** One instance after the other is registered again as it is. */
  @Benchmark
  public void registeredAgain() {
    next();
    tell(Fleet.instance(SERVICE, turn, 0, tagged));
  }

  /** One more instance, which leaves no trace: two changes. */
  @Benchmark
  public void comesAndGoes() {
    Instance guest = Fleet.instance(SERVICE, instances, 0, tagged);
    tell(guest);
    compiler.changed(List.of(catalog.change(guest.key(), null)));
  }

  private void next() {
    turn = (turn + 1) % instances;
    move = turn == 0 ? (move + 1) % 100 : move;
  }

  private void tell(Instance instance) {
    Change change = catalog.change(instance.key(), fleet.entry(instance));
    compiler.changed(List.of(change));
  }
}
