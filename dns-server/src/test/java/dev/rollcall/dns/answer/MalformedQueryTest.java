package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** Whatever comes, there is no reply or one that can be read, and nothing is thrown. */
class MalformedQueryTest {
  private static final String NAME = "orders.service.internal";
  private static final long SEED = 20_261_120;
  private static final int MUTATIONS = 20_000;

  private final ServedZone zone = ServedZone.empty();

  @BeforeEach
  void register() {
    for (int i = 1; i <= 9; i++) {
      zone.register(Instances.of("orders", "i" + i, "10.0.0." + i, "fd00::" + i));
    }
  }

  @AfterEach
  void close() {
    zone.close();
  }

  static List<byte[]> corpus() {
    byte[] cookie = RawQuery.words(10, 8, 1, 2, 3, 4, 3, 0);
    byte[] nsid = RawQuery.words(3, 0);
    byte[] key = {1, 'k', 1, 'z', 0};
    byte[] signature = {1, 'a', 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 7, 0x12, 0x34, 0, 0, 0, 0};
    return List.of(
        RawQuery.of(NAME, Type.SRV).toWire(),
        RawQuery.of(NAME, Type.SRV).opt(1232).toWire(),
        RawQuery.of("_orders._tcp.service.internal", Type.SRV)
            .opt(4096, 0, 0x8000, cookie)
            .toWire(),
        RawQuery.of("none.service.internal", Type.ANY).opt(512, 1, 0).text(3).toWire(),
        RawQuery.of("service.internal", Type.IXFR).text(2).opt(0).toWire(),
        RawQuery.empty().opt(1232, cookie).toWire(),
        RawQuery.empty().question("version.bind", Type.TXT, DClass.CH).opt(512, nsid).toWire(),
        RawQuery.of(NAME, Type.A)
            .opt(512, cookie)
            .record(3, key, Type.TSIG, DClass.ANY, 0, signature)
            .toWire(),
        RawQuery.of("service.internal", Type.SOA).flags(0x2800).text(1).text(2).text(3).toWire());
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void cutAnywhere(byte[] query) throws IOException {
    for (int length = 0; length < query.length; length++) {
      checkReply(Arrays.copyOf(query, length));
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void withAnyBitTurned(byte[] query) throws IOException {
    for (int bit = 0; bit < 8 * query.length; bit++) {
      byte[] turned = query.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      checkReply(turned);
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void withOctetsReplacedAtRandom(byte[] query) throws IOException {
    var random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = query.clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      checkReply(mutated);
    }
  }

  private void checkReply(byte[] query) throws IOException {
    byte[] reply = zone.rawReply(query);
    if (reply == null) {
      assertTrue(query.length < 12 || query[2] < 0, () -> "no reply to " + Arrays.toString(query));
      return;
    }
    Message parsed = new Message(reply);
    assertEquals((query[0] & 0xff) << 8 | (query[1] & 0xff), parsed.getHeader().getID());
    assertEquals(reply.length, parsed.numBytes());
    assertTrue(reply.length <= 1232);
  }
}
