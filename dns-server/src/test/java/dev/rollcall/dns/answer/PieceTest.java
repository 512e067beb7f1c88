package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.Rotation;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** A set that was put together is answered octet by octet as one whose records stand apart. */
class PieceTest {
  private static final DomainName NAME = DomainName.of("web.z");
  private static final DomainName ALIAS = DomainName.of("www.z");

  private final Client client = Client.at(InetAddress.ofLiteral("127.0.0.1"));

  @Property(tries = 500)
  void sameOctetsAsRecordByRecord(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 24) int size,
      @ForAll @IntRange(min = 1, max = 24) int limit,
      @ForAll boolean subset,
      @ForAll @IntRange(min = 400, max = 1300) int payload) {
    RecordSet set = set(random, size).withPolicy(new AnswerPolicy(limit, subset));
    assertSame(set, payload, 2 * size + 1);
  }

  @Property(tries = 100)
  void sameOctetsOfManyAddresses(
      @ForAll @IntRange(min = 2, max = 400) int size,
      @ForAll @IntRange(min = 400, max = 1300) int payload) {
    assertSame(addresses(size), payload, 9);
  }

  @Test
  void aSetThatADatagramTakesIsInOnePiece() {
    RecordSet set = services(3, 1);
    assertNotNull(set.packed().piece());
    assertNotNull(set.packed().withRotation(new Rotation()).piece());
    assertNotNull(addresses(1000).packed().piece());
  }

  @Test
  void whatIsNotSentWholeStaysApart() {
    assertNull(services(30, 1).packed().piece());
    assertNull(services(3, 1).withPolicy(new AnswerPolicy(2, false)).packed().piece());
    assertNull(addresses(1).packed().piece());
    assertNull(addresses(5000).packed().piece());
  }

  /** What it brings along is owned by names that only the reply has. */
  @Test
  void whatComesAlongBeyondTheTargetStaysApart() {
    var beyond = Bundles.chained(List.of(service(1, 5)), List.of(address(1)));
    RecordSet set =
        RecordSet.rotating(Type.PTR, List.of(pointer(1), pointer(2)), new Rotation())
            .withBundles(List.of(beyond, beyond));
    assertNull(set.packed().piece());
  }

  private void assertSame(RecordSet set, int payload, int turns) {
    Zone packed = zone(set.withRotation(new Rotation()).packed());
    Zone apart = zone(set.withRotation(new Rotation()));
    List<byte[]> queries =
        List.of(
            RawQuery.of("web.z", set.type()).opt(payload).toWire(),
            RawQuery.of("wEb.Z", set.type()).toWire(),
            RawQuery.of("www.z", set.type()).opt(payload).toWire());
    for (byte[] query : queries) {
      for (boolean overTcp : new boolean[] {false, true}) {
        Responder one = responder(packed, overTcp);
        Responder other = responder(apart, overTcp);
        for (int turn = 0; turn < turns; turn++) {
          assertArrayEquals(reply(other, query), reply(one, query), "turn " + turn);
        }
      }
    }
  }

  private byte[] reply(Responder responder, byte[] query) {
    ByteBuffer reply = ByteBuffer.allocate(responder.maxReplyLength());
    int length = responder.respond(client, ByteBuffer.wrap(query), reply, 0);
    byte[] octets = new byte[length];
    reply.get(0, octets);
    assertEquals(0, octets[3] & 0xf, "NOERROR");
    return octets;
  }

  private static Responder responder(Zone zone, boolean overTcp) {
    ReplyPolicy policy = ReplyPolicy.open(1232);
    return overTcp
        ? Responder.overTcp(Zones.of(zone), new Tally(), policy, () -> 0)
        : Responder.overUdp(Zones.of(zone), new Tally(), policy);
  }

  private static Zone zone(RecordSet set) {
    var zone = new Zone(new ZoneName("z"));
    var alias = WireRecord.of(Type.CNAME, 5, NAME.toWire());
    zone.tree().publish(Node.of(NAME, List.of(set)));
    zone.tree().publish(Node.of(ALIAS, List.of(RecordSet.fixed(Type.CNAME, List.of(alias)))));
    zone.setNegativeAuthority(alias);
    zone.markLoaded();
    return zone;
  }

  /** SRV, A or TXT records, some of which bring something along. */
  private static RecordSet set(Random random, int size) {
    return switch (random.nextInt(3)) {
      case 0 -> addresses(size);
      case 1 -> texts(random, size);
      default -> services(random, size);
    };
  }

  private static RecordSet addresses(int size) {
    List<WireRecord> all = IntStream.range(0, size).mapToObj(PieceTest::address).toList();
    return RecordSet.rotating(Type.A, all, new Rotation());
  }

  private static RecordSet texts(Random random, int size) {
    List<WireRecord> all =
        IntStream.range(0, size)
            .mapToObj(i -> WireRecord.of(Type.TXT, 5, new byte[1 + random.nextInt(60)]))
            .toList();
    return RecordSet.rotating(Type.TXT, all, new Rotation());
  }

  private static RecordSet services(int size, int ipv4) {
    return RecordSet.rotating(
            Type.SRV,
            IntStream.range(0, size).mapToObj(i -> service(i, 9)).toList(),
            new Rotation())
        .withTargets(IntStream.range(0, size).mapToObj(i -> targets(i, ipv4, 0)).toList());
  }

  private static RecordSet services(Random random, int size) {
    return RecordSet.rotating(
            Type.SRV,
            IntStream.range(0, size).mapToObj(i -> service(i, 1 + random.nextInt(40))).toList(),
            new Rotation())
        .withTargets(
            IntStream.range(0, size)
                .mapToObj(i -> targets(i, random.nextInt(3), random.nextInt(3)))
                .toList());
  }

  private static TargetAddresses targets(int number, int ipv4, int ipv6) {
    return new TargetAddresses(
        IntStream.range(0, ipv4).mapToObj(i -> address(9 * number + i)).toList(),
        IntStream.range(0, ipv6).mapToObj(i -> WireRecord.of(Type.AAAA, 5, new byte[16])).toList());
  }

  private static WireRecord service(int number, int labelLength) {
    byte[] target = DomainName.of("i".repeat(labelLength) + number + ".z").toWire();
    return WireRecord.of(
        Type.SRV, 5, ByteBuffer.allocate(6 + target.length).put(6, target).array());
  }

  private static WireRecord pointer(int number) {
    return WireRecord.of(Type.PTR, 5, DomainName.of("p" + number + ".z").toWire());
  }

  private static WireRecord address(int number) {
    return WireRecord.of(Type.A, 5, ByteBuffer.allocate(4).putInt(number).array());
  }
}
