package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.zonefile.ZoneFileException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

/**
 * Over 100,000 queries the shares of instances are those of their weights, by a chi-square test.
 * The server's turns follow a sequence and clients here a seed, so that the outcome never changes.
 */
class WeightDistributionTest {
  private static final int QUERIES = 100_000;
  private static final String NAME = "web.service.internal";

  /** What one in a thousand fair samples exceeds, by degrees of freedom. */
  private static final double[] CRITICAL = {0, 10.83, 13.82, 16.27, 18.47};

  /** Octets of header and question, then of an owner, type, class, TTL and length. */
  private static final int RDATA = 12 + 22 + 4 + 12;

  private final ByteBuffer reply = ByteBuffer.allocate(65_535);

  @ParameterizedTest
  @ValueSource(strings = {"1 1 1 1", "0 0 0", "7 7", "5 3 2", "0 1 3 0", "1 999", "1 10 100 889"})
  void theFirstAddressFollowsTheWeights(String text) throws ZoneFileException {
    int[] weights = weights(text);
    try (ServedZone served = served(weights, 100)) {
      long[] counts = new long[weights.length];
      byte[] query = ServedZone.query(NAME, Type.A).toWire();
      for (int i = 0; i < QUERIES; i++) {
        ask(served, query);
        counts[reply.get(RDATA + 3)]++; // the last octet of the first address
      }
      assertFollows(shares(weights), counts);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 1 1 1", "0 0 0", "5 3 2", "0 1 3 0", "1 10 100 889"})
  void theOnlySrvRecordFollowsTheWeights(String text) throws ZoneFileException {
    int[] weights = weights(text);
    try (ServedZone served = served(weights, 1)) {
      long[] counts = new long[weights.length];
      byte[] query = ServedZone.query(NAME, Type.SRV).toWire();
      for (int i = 0; i < QUERIES; i++) {
        ask(served, query);
        counts[target(RDATA)]++;
      }
      assertFollows(shares(weights), counts);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 1 1 1", "0 0 0", "5 3 2", "0 1 3 0", "1 10 100 65535"})
  void clientsOfSrvRecordsFollowTheWeights(String text) throws ZoneFileException {
    int[] weights = weights(text);
    var random = new Random(2782);
    try (ServedZone served = served(weights, 100)) {
      long[] counts = new long[weights.length];
      byte[] query = ServedZone.query(NAME, Type.SRV).toWire();
      for (int i = 0; i < QUERIES; i++) {
        ask(served, query);
        assertEquals(weights.length, reply.getShort(6));
        counts[chosen(random)]++;
      }
      // RFC 2782 draws from 0 to the sum: one more for who comes first, as each does in turn.
      double sum = Arrays.stream(weights).sum() + 1;
      double[] shares =
          Arrays.stream(weights)
              .mapToDouble(weight -> (weight + 1.0 / weights.length) / sum)
              .toArray();
      assertFollows(shares, counts);
    }
  }

  /** Whom a client takes that follows RFC 2782; weights of 0 are read as they come. */
  private int chosen(Random random) {
    int count = reply.getShort(6);
    int sum = 0;
    for (int i = 0, at = RDATA; i < count; i++, at += length(at)) {
      sum += weight(at);
    }
    int drawn = random.nextInt(sum + 1);
    int running = 0;
    int at = RDATA;
    for (int i = 1; i < count; i++) {
      running += weight(at);
      if (running >= drawn) {
        break;
      }
      at += length(at);
    }
    return target(at);
  }

  private int weight(int rdata) {
    return reply.getShort(rdata + 2) & 0xffff;
  }

  /** From the RDATA of one record to that of the next. */
  private int length(int rdata) {
    return (reply.getShort(rdata - 2) & 0xffff) + 12;
  }

  /** The number of the instance to which an SRV record points: {@code i} and a digit. */
  private int target(int rdata) {
    return reply.get(rdata + 8) - '0';
  }

  private void ask(ServedZone served, byte[] query) {
    served.respondOverTcp(ByteBuffer.wrap(query), reply);
  }

  private static ServedZone served(int[] weights, int limit) throws ZoneFileException {
    var policies = new AnswerPolicies(Map.of(), limit, Set.of(), false);
    ServedZone served = ServedZone.with(ZoneSettings.DEFAULT.withPolicies(policies));
    for (int i = 0; i < weights.length; i++) {
      served.register(Instances.of("web", "i" + i, "10.0.0." + i).withWeight(weights[i]));
    }
    return served;
  }

  private static int[] weights(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** Of weights that are all 0, equal ones. */
  private static double[] shares(int[] weights) {
    int sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights)
        .mapToDouble(weight -> sum == 0 ? 1.0 / weights.length : (double) weight / sum)
        .toArray();
  }

  private static void assertFollows(double[] shares, long[] counts) {
    assertEquals(QUERIES, Arrays.stream(counts).sum());
    IntStream.range(0, shares.length)
        .filter(i -> shares[i] == 0)
        .forEach(i -> assertEquals(0, counts[i]));
    int[] weighty = IntStream.range(0, shares.length).filter(i -> shares[i] > 0).toArray();
    double chiSquare =
        Arrays.stream(weighty)
            .mapToDouble(i -> Math.pow(counts[i] - QUERIES * shares[i], 2) / (QUERIES * shares[i]))
            .sum();
    assertTrue(
        chiSquare < CRITICAL[weighty.length - 1],
        () -> "chi-square " + chiSquare + " of " + Arrays.toString(counts));
  }
}
