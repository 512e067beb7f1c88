package dev.rollcall.dns;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.answer.Tally;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.transport.TcpFraming;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.state.Amendment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A registry and what answers for it, without sockets. Replies are read by dnsjava. */
public final class ServedZone implements AutoCloseable {
  /** What the node's clock said at its start. */
  public static final Instant STARTED = Instant.parse("2026-11-20T12:00:00Z");

  /** How long TCP clients may be silent, in tenths of a second. */
  public static final int IDLE_TENTHS = 100;

  private static final int MAX_MESSAGE = 65_535;

  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final Zone zone = new Zone(ZoneSettings.DEFAULT_NAME);
  private final Serial serial = new Serial(registry.agreement(), () -> STARTED);
  private final ZoneCompiler compiler =
      new ZoneCompiler(
          zone,
          registry.catalog(),
          ZoneSettings.DEFAULT_TTL,
          ZoneSettings.DEFAULT_NEGATIVE_TTL,
          List.of(IpAddress.parse("127.0.0.1")),
          serial);
  private final Welcomed welcomed = new Welcomed();
  private final ByteBuffer room = ByteBuffer.allocateDirect(2 + MAX_MESSAGE);
  private final Tally tally = new Tally();
  private Client client = Client.at(InetAddress.ofLiteral("192.0.2.1"));
  private long now;
  private final Responder udp;
  private final Responder tcp;

  private ServedZone(ReplyPolicy policy) {
    udp = Responder.overUdp(Zones.of(zone), tally, policy);
    tcp = Responder.overTcp(Zones.of(zone), tally, policy, () -> IDLE_TENTHS);
  }

  public static ServedZone empty() {
    return empty(ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD));
  }

  public static ServedZone empty(ReplyPolicy policy) {
    var served = new ServedZone(policy);
    served.serial.follow(served.registry.catalog());
    served.registry.catalog().follow(served.compiler);
    served.registry.catalog().follow(served.welcomed);
    served.welcomed.done.join();
    return served;
  }

  /** A zone whose catalogue is not there yet. */
  public static ServedZone loading() {
    return new ServedZone(ReplyPolicy.open(DnsSettings.DEFAULT_UDP_PAYLOAD));
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
