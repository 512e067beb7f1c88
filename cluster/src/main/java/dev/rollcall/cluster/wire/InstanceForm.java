package dev.rollcall.cluster.wire;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.state.Amendment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of an instance, its key apart, within the form of what holds it. */
final class InstanceForm {
  private InstanceForm() {}

  static Instance read(CompactReader in, InstanceKey key) {
    return new Instance(
        key,
        readEndpoint(in),
        readPorts(in),
        in.readInt32("priority"),
        in.readInt32("weight"),
        strings(in, "tags").map(Tag::new).toList(),
        Optional.ofNullable(in.readString("locality")).map(Locality::new),
        readMetadata(in).orElse(Metadata.NONE),
        Duration.ofSeconds(in.readInt64("leaseSeconds")),
        Status.parse(Objects.requireNonNull(in.readString("status"))),
        HealthForms.readSupervision(in));
  }

  static void write(CompactWriter out, Instance instance) {
    writeEndpoint(out, instance.endpoint());
    writePorts(out, instance.ports());
    out.writeInt32("priority", instance.priority());
    out.writeInt32("weight", instance.weight());
    out.writeArrayOfString("tags", array(instance.tags().stream().map(Tag::text)));
    out.writeString("locality", instance.locality().map(Locality::text).orElse(null));
    writeMetadata(out, Optional.of(instance.metadata()));
    out.writeInt64("leaseSeconds", instance.lease().toSeconds());
    out.writeString("status", instance.status().name());
    HealthForms.write(out, instance.supervision());
  }

  static Amendment readAmendment(CompactReader in) {
    Integer weight = in.readNullableInt32("weight");
    return new Amendment(
        Optional.ofNullable(in.readString("status")).map(Status::parse),
        weight == null ? OptionalInt.empty() : OptionalInt.of(weight),
        readMetadata(in));
  }

  static void writeAmendment(CompactWriter out, Amendment amendment) {
    out.writeString("status", amendment.status().map(Status::name).orElse(null));
    OptionalInt weight = amendment.weight();
    out.writeNullableInt32("weight", weight.isPresent() ? weight.getAsInt() : null);
    writeMetadata(out, amendment.metadata());
  }

  private static Endpoint readEndpoint(CompactReader in) {
    String host = in.readString("host");
    return host == null
        ? new Endpoint.Addresses(strings(in, "addresses").map(IpAddress::parse).toList())
        : new Endpoint.ExternalHost(host);
  }

  private static void writeEndpoint(CompactWriter out, Endpoint endpoint) {
    switch (endpoint) {
      case Endpoint.Addresses(List<IpAddress> all) -> {
        out.writeString("host", null);
        out.writeArrayOfString("addresses", array(all.stream().map(IpAddress::toString)));
      }
      case Endpoint.ExternalHost(String name) -> {
        out.writeString("host", name);
        out.writeArrayOfString("addresses", null);
      }
    }
  }

  private static List<Port> readPorts(CompactReader in) {
    List<String> names = strings(in, "portNames").toList();
    List<String> protocols = strings(in, "portProtocols").toList();
    int[] numbers = Objects.requireNonNull(in.readArrayOfInt32("portNumbers"));
    var ports = new ArrayList<Port>();
    for (int i = 0; i < numbers.length; i++) {
      ports.add(new Port(names.get(i), numbers[i], Port.Protocol.parse(protocols.get(i))));
    }
    return ports;
  }

  private static void writePorts(CompactWriter out, List<Port> ports) {
    out.writeArrayOfString("portNames", array(ports.stream().map(Port::name)));
    out.writeArrayOfString("portProtocols", array(ports.stream().map(p -> p.protocol().name())));
    out.writeArrayOfInt32("portNumbers", ports.stream().mapToInt(Port::number).toArray());
  }

  private static Optional<Metadata> readMetadata(CompactReader in) {
    String @Nullable [] keys = in.readArrayOfString("metadataKeys");
    if (keys == null) {
      return Optional.empty();
    }
    List<String> values = strings(in, "metadataValues").toList();
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      pairs.put(keys[i], values.get(i));
    }
    return Optional.of(new Metadata(pairs));
  }

  private static void writeMetadata(CompactWriter out, Optional<Metadata> metadata) {
    Optional<Map<String, String>> pairs = metadata.map(Metadata::pairs);
    out.writeArrayOfString("metadataKeys", pairs.map(p -> array(p.keySet().stream())).orElse(null));
    out.writeArrayOfString(
        "metadataValues", pairs.map(p -> array(p.values().stream())).orElse(null));
  }

  private static Stream<String> strings(CompactReader in, String field) {
    return Stream.of(Objects.requireNonNull(in.readArrayOfString(field), field));
  }

  private static String[] array(Stream<String> strings) {
    return strings.toArray(String[]::new);
  }
}
