package dev.rollcall.load;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.live.InMemoryRegistry;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
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
import org.xbill.DNS.Type;

/** What it costs to select instances by their tags; only those of one tag have a node. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TagBenchmark {
  /** A third of them is in the east, and a fifth of those is of the first release. */
  @Param({"30", "300", "1000"})
  private int instances;

  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final Zone zone = new Zone(ZoneSettings.DEFAULT_NAME);
  private final Responder responder =
      Responder.overUdp(
          Zones.of(zone), new Tally(), ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD));
  private final Client client = Client.at(InetAddress.ofLiteral("127.0.0.1"));
  private final ByteBuffer reply = ByteBuffer.allocateDirect(DnsSettings.DEFAULT_UDP_PAYLOAD);
  private final ByteBuffer oneTag = Questions.ask("east._tag.orders.service.internal.", Type.A);
  private final ByteBuffer twoTags = Questions.ask("v1.east._tag.orders.service.internal.", Type.A);
  private final ByteBuffer noneHas = Questions.ask("v9.east._tag.orders.service.internal.", Type.A);

  @Setup(Level.Trial)
  public void register() {
    registry.catalog().follow(Fleet.compiler(zone, registry.catalog(), registry.agreement()));
    var registrations = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < instances; i++) {
      registrations.add(
          registry.register(Fleet.instance("orders", i, 0, true)).toCompletableFuture());
    }
    registrations.forEach(CompletableFuture::join);
  }

  @TearDown
  public void close() {
    registry.close();
  }

  @Benchmark
  public int oneTag() {
    return responder.respond(client, oneTag, reply, 0);
  }

  @Benchmark
  public int twoTags() {
    return responder.respond(client, twoTags, reply, 0);
  }

  /** A tag that no instance has. */
  @Benchmark
  public int noneHasIt() {
    return responder.respond(client, noneHas, reply, 0);
  }
}
