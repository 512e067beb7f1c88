package dev.rollcall.api;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Instances for tests that need many. */
final class Instances {
  private Instances() {}

  static Instance numbered(int number) {
    return Instance.of(
        InstanceKey.of("many", "i-" + number), Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080));
  }

  /** As long as one may be. */
  static Instance large() {
    Map<String, String> pairs =
        IntStream.range(0, Metadata.MAX_PAIRS)
            .boxed()
            .collect(Collectors.toMap("%02d"::formatted, i -> "x".repeat(252)));
    return Instance.of(
            InstanceKey.of("large", "i"), Endpoint.Addresses.of("10.0.0.1"), Port.tcp(8080))
        .withMetadata(new Metadata(pairs));
  }
}
