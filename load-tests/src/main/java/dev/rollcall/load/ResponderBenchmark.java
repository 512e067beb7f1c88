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
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.Type;

/**
 * What one query costs from its octets to those of its reply, without a socket. Garbage is to be
 * none, and a service of 1,000 instances to cost hardly more than one of three: over UDP no more of
 * it fits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResponderBenchmark {
  private static final String NAME = "orders.service.internal.";

  /** How many other services there are. */
  @Param({"0", "100000"})
  private int others;

  /** Of the service that is asked for. */
  @Param({"3", "30", "300", "1000"})
  private int instances;

  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final Zone zone = new Zone(ZoneSettings.DEFAULT_NAME);
  private final Responder responder =
      Responder.overUdp(
          Zones.of(zone), new Tally(), ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD));
  private final Client client = Client.at(InetAddress.ofLiteral("127.0.0.1"));
  private final ByteBuffer reply = ByteBuffer.allocateDirect(DnsSettings.DEFAULT_UDP_PAYLOAD);
  private final ByteBuffer services = Questions.ask(NAME, Type.SRV);
  private final ByteBuffer addresses = Questions.ask(NAME, Type.A);
  private final ByteBuffer withoutEdns = Questions.askWithoutEdns(NAME, Type.SRV);
  private final ByteBuffer withCookie =
      Questions.ask(NAME, Type.A, new CookieOption(new byte[Long.BYTES]));
  private final ByteBuffer nothing = Questions.ask("none.service.internal.", Type.A);

  @Setup
  public void register() {
    registry.catalog().follow(Fleet.compiler(zone, registry.catalog(), registry.agreement()));
    var registrations = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < instances; i++) {
      registrations.add(register("orders", i));
    }
    for (int i = 0; i < others; i++) {
      registrations.add(register("service-" + i, i));
    }
    registrations.forEach(CompletableFuture::join);
  }

  @TearDown
  public void close() {
    registry.close();
  }

  /** SRV records and the addresses of their targets, as many as fit. */
  @Benchmark
  public int services() {
    return responder.respond(client, services, reply, 0);
  }

  /** The same in 512 octets. */
  @Benchmark
  public int servicesWithoutEdns() {
    return responder.respond(client, withoutEdns, reply, 0);
  }

  /** Addresses, as many as fit. */
  @Benchmark
  public int addresses() {
    return responder.respond(client, addresses, reply, 0);
  }

  /** Addresses, and a server cookie for a client that has none. */
  @Benchmark
  public int addressesAndCookie() {
    return responder.respond(client, withCookie, reply, 0);
  }

  /** A name that does not exist. */
  @Benchmark
  public int noSuchName() {
    return responder.respond(client, nothing, reply, 0);
  }

  private CompletableFuture<?> register(String service, int index) {
    return registry.register(Fleet.instance(service, index, 0, false)).toCompletableFuture();
  }
}
