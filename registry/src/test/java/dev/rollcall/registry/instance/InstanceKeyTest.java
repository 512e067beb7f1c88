package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceKeyTest {
  private static final int BUCKETS = 1 << 10;

  /** 1000 services of 1000 instances, numbered as people number them. */
  private static final long[] HASHES = hashes().toArray();

  /** Nodes of different releases have to agree, because renewals travel as these. */
  @ParameterizedTest
  @CsvSource({
    "orders, a, 203e0cb595fa2656",
    "orders, web-1, e6c43b127707e65d",
    "orders.prod, 10.0.0.5:orders:8080, 60b65886dd84552c",
    "a, b, 42a7961ace8abee7",
    "a.b, ü, 8c69d939c2c397b9"
  })
  void theHashNeverChanges(String service, String id, String hash) {
    assertEquals(Long.parseUnsignedLong(hash, 16), InstanceKey.of(service, id).hash64());
  }

  @Test
  void theHashDependsOnWhereTheServiceEnds() {
    assertNotEquals(InstanceKey.of("ab", "c").hash64(), InstanceKey.of("a", "bc").hash64());
    assertNotEquals(InstanceKey.of("a", "b").hash64(), InstanceKey.of("b", "a").hash64());
  }

  @Test
  void aMillionKeysHaveAMillionHashes() {
    assertEquals(1_000_000, LongStream.of(HASHES).distinct().count());
  }

  /** Each half of the hash: tables use the low bits, partitions may use the high ones. */
  @Test
  void hashesSpreadEvenlyByTheirLowAndTheirHighBits() {
    assertSpread(LongStream.of(HASHES).mapToInt(hash -> (int) (hash & (BUCKETS - 1))));
    assertSpread(LongStream.of(HASHES).mapToInt(hash -> (int) (hash >>> 54)));
  }

  @Test
  void aKeyReadsAsServiceAndId() {
    assertEquals("orders.prod/web-1", InstanceKey.of("Orders.prod", "web-1").toString());
  }

  private static LongStream hashes() {
    return IntStream.range(0, 1000)
        .mapToObj(i -> new ServiceName("service-" + i))
        .flatMapToLong(
            service ->
                IntStream.range(0, 1000)
                    .mapToObj(i -> new InstanceId("10.0." + i / 256 + "." + i % 256 + ":8080"))
                    .mapToLong(id -> new InstanceKey(service, id).hash64()));
  }

  /** A fair spread has buckets of 977 on average with a standard deviation of 31. */
  private static void assertSpread(IntStream buckets) {
    var sizes = new int[BUCKETS];
    buckets.forEach(bucket -> sizes[bucket]++);
    var statistics = Arrays.stream(sizes).summaryStatistics();
    assertTrue(statistics.getMin() > 977 - 6 * 31, statistics::toString);
    assertTrue(statistics.getMax() < 977 + 6 * 31, statistics::toString);
  }
}
