package dev.rollcall.load;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.InMemoryRegistry;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What one query costs from its octets to those of its reply, without a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ResponderBenchmark {
  /** How many other services there are. */
  @Param({"0", "100000"})
  private int others;

  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final Zone zone = new Zone(ZoneSettings.DEFAULT_NAME);
  private final Responder responder =
      Responder.overUdp(
          Zones.of(zone), new Tally(), ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD));
  private final Client client = Client.at(InetAddress.ofLiteral("127.0.0.1"));
  private final ByteBuffer reply = ByteBuffer.allocateDirect(DnsSettings.DEFAULT_UDP_PAYLOAD);
  private final ByteBuffer services = query("orders.service.internal.", Type.SRV);
  private final ByteBuffer addresses = query("orders.service.internal.", Type.A);
  private final ByteBuffer withCookie =
      query("orders.service.internal.", Type.A, new CookieOption(new byte[Long.BYTES]));
  private final ByteBuffer nothing = query("none.service.internal.", Type.A);

  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(ResponderBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  @Setup
  public void register() {
    registry
        .catalog()
        .follow(
            new ZoneCompiler(
                zone,
                registry.catalog(),
                ZoneSettings.DEFAULT_TTL,
                ZoneSettings.DEFAULT_NEGATIVE_TTL,
                List.of(IpAddress.parse("127.0.0.1")),
                new Serial(registry.agreement(), InstantSource.system())));
    var registrations = new ArrayList<CompletableFuture<?>>();
    registrations.add(register("orders", "a", "10.0.0.1"));
    registrations.add(register("orders", "b", "10.0.0.2"));
    registrations.add(register("orders", "c", "10.0.0.3"));
    for (int i = 0; i < others; i++) {
      registrations.add(register("service-" + i, "a", "10.1.0.1"));
    }
    registrations.forEach(CompletableFuture::join);
  }

  @TearDown
  public void close() {
    registry.close();
  }

  /** Three SRV records and three addresses. */
  @Benchmark
  public int threeServices() {
    return responder.respond(client, services, reply, 0);
  }

  /** Three addresses. */
  @Benchmark
  public int threeAddresses() {
    return responder.respond(client, addresses, reply, 0);
  }

  /** Three addresses, and a server cookie for a client that has none. */
  @Benchmark
  public int threeAddressesAndCookie() {
    return responder.respond(client, withCookie, reply, 0);
  }

  /** A name that does not exist. */
  @Benchmark
  public int noSuchName() {
    return responder.respond(client, nothing, reply, 0);
  }

  private CompletableFuture<?> register(String service, String id, String address) {
    var instance = Instance.of(InstanceKey.of(service, id), Addresses.of(address), Port.tcp(8080));
    return registry.register(instance).toCompletableFuture();
  }

  private static ByteBuffer query(String name, int type, EDNSOption... options) {
    Message query =
        Message.newQuery(Record.newRecord(Name.fromConstantString(name), type, DClass.IN));
    query.addRecord(
        new OPTRecord(DnsSettings.DEFAULT_UDP_PAYLOAD, 0, 0, 0, List.of(options)),
        Section.ADDITIONAL);
    byte[] octets = query.toWire();
    return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
  }
}
