package dev.rollcall.registry.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.Port.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceTest {
  private static final InstanceKey KEY = InstanceKey.of("orders", "web-1");
  private static final Endpoint ENDPOINT = Endpoint.Addresses.of("10.0.0.5");
  private static final Instance PLAIN = Instance.of(KEY, ENDPOINT, Port.tcp(8080));

  @Test
  void anInstanceHasDefaults() {
    assertEquals(Duration.ofSeconds(30), PLAIN.lease());
    assertEquals(1, PLAIN.weight());
    assertEquals(0, PLAIN.priority());
    assertEquals(Status.UP, PLAIN.status());
    assertEquals(List.of(), PLAIN.tags());
    assertEquals(Optional.empty(), PLAIN.locality());
    assertEquals(Metadata.NONE, PLAIN.metadata());
  }

  @Test
  void anInstanceKnowsItsServiceAndId() {
    assertEquals(KEY, new InstanceKey(PLAIN.service(), PLAIN.id()));
  }

  @Test
  void eachCopyDiffersInOneThing() {
    var metadata = new Metadata(Map.of("version", "2.3"));
    var locality = new Locality("eu-1a");
    var copy =
        PLAIN
            .withPriority(3)
            .withWeight(7)
            .withTags(new Tag("canary"))
            .withLocality(locality)
            .withMetadata(metadata)
            .withLease(Duration.ofSeconds(5))
            .withStatus(Status.DRAINING);
    assertEquals(
        new Instance(
            KEY,
            ENDPOINT,
            List.of(Port.tcp(8080)),
            3,
            7,
            List.of(new Tag("canary")),
            Optional.of(locality),
            metadata,
            Duration.ofSeconds(5),
            Status.DRAINING),
        copy);
  }

  @Test
  void theFirstPortIsThePrimaryOne() {
    var grpc = new Port("grpc", 9090, Protocol.TCP);
    assertEquals(grpc, Instance.of(KEY, ENDPOINT, grpc, Port.tcp(8080)).primaryPort());
  }

  @Test
  void portsHaveDistinctNamesAcrossProtocols() {
    new Refusal("ports", "[dns, dns]", "distinct port names")
        .isGivenBy(
            () ->
                Instance.of(
                    KEY,
                    ENDPOINT,
                    new Port("dns", 53, Protocol.UDP),
                    new Port("DNS", 53, Protocol.TCP)));
  }

  @Test
  void anInstanceHas1To32Ports() {
    assertEquals(32, Instance.of(KEY, ENDPOINT, ports(32)).ports().size());
    new Refusal("ports", "0 ports", "1 to 32").isGivenBy(() -> Instance.of(KEY, ENDPOINT));
    new Refusal("ports", "33 ports", "1 to 32")
        .isGivenBy(() -> Instance.of(KEY, ENDPOINT, ports(33)));
  }

  @Test
  void tagsAreDistinctAndInOrder() {
    assertEquals(
        List.of(new Tag("a"), new Tag("b")),
        PLAIN.withTags(new Tag("b"), new Tag("a"), new Tag("B")).tags());
  }

  @Test
  void anInstanceHasUpTo64DistinctTags() {
    assertEquals(64, PLAIN.withTags(tags(64)).tags().size());
    new Refusal("tags", "65 tags", "up to 64").isGivenBy(() -> PLAIN.withTags(tags(65)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535})
  void priorityAndWeightHave16Bits(int value) {
    assertEquals(value, PLAIN.withPriority(value).priority());
    assertEquals(value, PLAIN.withWeight(value).weight());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void aPriorityOrWeightBeyond16BitsIsRefused(int value) {
    String shown = Integer.toString(value);
    new Refusal("priority", shown, "0 to 65535").isGivenBy(() -> PLAIN.withPriority(value));
    new Refusal("weight", shown, "0 to 65535").isGivenBy(() -> PLAIN.withWeight(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 30, 86_400})
  void aLeaseLastsFromASecondToADay(long seconds) {
    assertEquals(seconds, PLAIN.withLease(Duration.ofSeconds(seconds)).lease().toSeconds());
  }

  @ParameterizedTest
  @CsvSource({"PT-1S, -1", "PT0S, 0", "PT24H1S, 86401", "PT2562047788015215H, 9223372036854774000"})
  void aShorterOrLongerLeaseIsRefused(Duration lease, String shown) {
    new Refusal("leaseSeconds", shown, "1 to 86400").isGivenBy(() -> PLAIN.withLease(lease));
  }

  @Test
  void aLeaseIsInWholeSeconds() {
    var refusal =
        assertThrows(InvalidValueException.class, () -> PLAIN.withLease(Duration.ofMillis(1_500)));
    assertEquals("leaseSeconds", refusal.field());
  }

  private static Port[] ports(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Port("p" + i, 8080, Protocol.TCP))
        .toArray(Port[]::new);
  }

  private static Tag[] tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Tag("t" + i)).toArray(Tag[]::new);
  }
}
