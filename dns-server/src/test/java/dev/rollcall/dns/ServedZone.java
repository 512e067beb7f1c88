package dev.rollcall.dns;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.compile.ReverseZone;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.transport.TcpFraming;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.dns.zonefile.ZoneFiles;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.StatusOverride;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A registry and what answers for it, without sockets. Replies are read by dnsjava. */
public final class ServedZone implements AutoCloseable {
  /** The name of the check that {@link #report} tells of. */
  public static final String CHECK = "checked";

  /** What the node's clock said at its start. */
  public static final Instant STARTED = Instant.parse("2026-11-20T12:00:00Z");

  /** How long TCP clients may be silent, in tenths of a second. */
  public static final int IDLE_TENTHS = 100;

  private static final ReplyPolicy OPEN = ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD);

  private static final int MAX_MESSAGE = 65_535;

  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final Zone zone = new Zone(ZoneSettings.DEFAULT_NAME);
  private final Serial serial = new Serial(registry.agreement(), () -> STARTED);
  private final ZoneCompiler compiler;
  private final Welcomed welcomed = new Welcomed();
  private final ByteBuffer room = ByteBuffer.allocateDirect(2 + MAX_MESSAGE);
  private final Tally tally = new Tally();
  private final ZoneFiles files = new ZoneFiles();
  private Client client = Client.at(InetAddress.ofLiteral("192.0.2.1"));
  private long now;
  private final Responder udp;
  private final Responder tcp;

  private ServedZone(ZoneSettings settings, ReplyPolicy policy) throws ZoneFileException {
    List<ReverseZone> reverse = settings.reverse().stream().map(ReverseZone::of).toList();
    this.compiler =
        new ZoneCompiler(
            zone,
            reverse,
            registry.catalog(),
            settings.ttl(),
            settings.negativeTtl(),
            settings.policies(),
            List.of(IpAddress.parse("127.0.0.1")),
            serial);
    var zones = new ArrayList<Zone>();
    zones.add(zone);
    reverse.forEach(each -> zones.add(each.zone()));
    for (ZoneFileSource source : settings.files()) {
      if (source.zone().equals(zone.apex())) {
        files.addBeneath(zone, source, own -> compiler.ownApex(own.start(), own.apex()));
      } else {
        zones.add(files.addStatic(source));
      }
    }
    this.udp = Responder.overUdp(new Zones(zones), tally, policy);
    this.tcp = Responder.overTcp(new Zones(zones), tally, policy, () -> IDLE_TENTHS);
  }

  public static ServedZone empty() {
    return empty(OPEN);
  }

  public static ServedZone empty(ReplyPolicy policy) {
    try {
      return with(ZoneSettings.DEFAULT, policy);
    } catch (ZoneFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A loaded zone, and what those files say. */
  public static ServedZone with(List<ZoneFileSource> sources) throws ZoneFileException {
    return with(ZoneSettings.DEFAULT.withFiles(sources));
  }

  /** All that is set, once it is loaded. */
  public static ServedZone with(ZoneSettings settings) throws ZoneFileException {
    return with(settings, OPEN);
  }

  /** The same, as that policy has it. */
  public static ServedZone with(ZoneSettings settings, ReplyPolicy policy)
      throws ZoneFileException {
    var served = new ServedZone(settings, policy);
    served.serial.follow(served.registry.catalog());
    served.registry.catalog().follow(served.compiler);
    served.registry.catalog().follow(served.welcomed);
    served.welcomed.done.join();
    return served;
  }

  /** A zone whose catalogue is not there yet. */
  public static ServedZone loading(ZoneFileSource... sources) {
    try {
      return new ServedZone(ZoneSettings.DEFAULT.withFiles(List.of(sources)), OPEN);
    } catch (ZoneFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the files that have changed, as after two seconds. */
  public void checkFiles() {
    files.check();
    files.check();
  }

  public Zone zone() {
    return zone;
  }

  public ZoneCompiler compiler() {
    return compiler;
  }

  public Tally tally() {
    return tally;
  }

  public InMemoryRegistry registry() {
    return registry;
  }

  public void register(Instance instance) {
    registry.register(instance).toCompletableFuture().join();
  }

  public void deregister(InstanceKey key) {
    registry.deregister(key).toCompletableFuture().join();
  }

  public void change(InstanceKey key, Status status) {
    registry.amend(key, Amendment.of(status)).toCompletableFuture().join();
  }

  /** What an operator says; nothing lifts it. */
  public CompletableFuture<?> oversee(InstanceKey key, Optional<Status> status) {
    return registry
        .oversee(key, status.map(said -> StatusOverride.of(said, "because")))
        .toCompletableFuture();
  }

  /** What the check called {@link #CHECK} has come to, where such an instance is there. */
  public CompletableFuture<?> report(InstanceKey key, Verdict verdict) {
    return registry
        .catalog()
        .service(key.service())
        .flatMap(service -> service.entry(key.id()))
        .filter(Registered.class::isInstance)
        .map(Registered.class::cast)
        .<CompletableFuture<?>>map(
            held ->
                registry
                    .report(key, held.registered(), CheckResult.of(CHECK, verdict, ""))
                    .toCompletableFuture())
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** From now on queries come from there. */
  public void askFrom(String address) {
    client = Client.at(InetAddress.ofLiteral(address));
  }

  /** From now on queries come that much later. */
  public void advance(Duration time) {
    now += time.toNanos();
  }

  public Message overUdp(Message query) {
    return parsed(reply(udp, query.toWire()));
  }

  public Message overTcp(Message query) {
    return parsed(reply(tcp, query.toWire()));
  }

  /** As {@link Responder#respond} does over UDP. */
  public int respondOverUdp(ByteBuffer message, ByteBuffer response) {
    return udp.respond(client, message, response, now);
  }

  /** As {@link Responder#respond} does over TCP. */
  public int respondOverTcp(ByteBuffer message, ByteBuffer response) {
    return tcp.respond(client, message, response, now);
  }

  /** The framing of a connection, for which this zone answers. */
  public TcpFraming framing() {
    return new TcpFraming(tcp);
  }

  /** The reply over UDP to any octets, null for none. */
  public byte @Nullable [] rawReply(byte[] query) {
    ByteBuffer reply = reply(udp, query);
    if (reply == null) {
      return null;
    }
    byte[] octets = new byte[reply.remaining()];
    reply.get(octets);
    return octets;
  }

  /** The reply over TCP to a plain question. */
  public Message ask(String name, int type) {
    return overTcp(query(name, type));
  }

  /** A question without EDNS for an absolute name. */
  public static Message query(String name, int type) {
    Name owner = Name.fromConstantString(name.endsWith(".") ? name : name + ".");
    return Message.newQuery(Record.newRecord(owner, type, DClass.IN));
  }

  @Override
  public void close() {
    registry.close();
  }

  /** The messages begin elsewhere than at 0, as they do over TCP. */
  private @Nullable ByteBuffer reply(Responder responder, byte[] query) {
    ByteBuffer message = ByteBuffer.allocate(query.length + 2).position(2).put(query);
    message.position(2);
    room.clear().position(2);
    int length = responder.respond(client, message, room, now);
    return length == Responder.NO_REPLY ? null : room.limit(2 + length);
  }

  private static Message parsed(@Nullable ByteBuffer reply) {
    if (reply == null) {
      throw new AssertionError("no reply");
    }
    try {
      byte[] octets = new byte[reply.remaining()];
      reply.get(octets);
      return new Message(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Is told after all followers before it that the catalogue is there. */
  private static final class Welcomed implements Follower {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Override
    public void changed(List<Change> changes) {}

    @Override
    public void loaded() {
      done.complete(null);
    }
  }
}
