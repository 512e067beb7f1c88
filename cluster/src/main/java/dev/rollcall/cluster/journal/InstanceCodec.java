package dev.rollcall.cluster.journal;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Tag;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of an instance, its key apart. Counts and codes take an octet each. */
final class InstanceCodec {
  /** In place of the number of addresses: a host name follows. */
  private static final int HOST = 0;

  // The place in the list is the code on the disk.
  static final List<Status> STATUSES = List.of(Status.UP, Status.DRAINING, Status.DOWN);
  private static final List<Port.Protocol> PROTOCOLS =
      List.of(Port.Protocol.TCP, Port.Protocol.UDP);

  private InstanceCodec() {}

  static void write(DataOutputStream out, Instance instance) throws IOException {
    endpoint(out, instance.endpoint());
    out.writeByte(instance.ports().size());
    for (Port port : instance.ports()) {
      out.writeUTF(port.name());
      out.writeShort(port.number());
      out.writeByte(PROTOCOLS.indexOf(port.protocol()));
    }
    out.writeShort(instance.priority());
    out.writeShort(instance.weight());
    out.writeByte(instance.tags().size());
    for (Tag tag : instance.tags()) {
      out.writeUTF(tag.text());
    }
    out.writeUTF(instance.locality().map(Locality::text).orElse(""));
    metadata(out, instance.metadata());
    out.writeInt((int) instance.lease().toSeconds());
    out.writeByte(STATUSES.indexOf(instance.status()));
    HealthCodec.write(out, instance.supervision());
  }

  static Instance read(DataInputStream in, InstanceKey key) throws IOException {
    Endpoint endpoint = endpoint(in);
    List<Port> ports = ports(in);
    int priority = in.readUnsignedShort();
    int weight = in.readUnsignedShort();
    List<Tag> tags = tags(in);
    Optional<Locality> locality =
        Optional.of(in.readUTF()).filter(text -> !text.isEmpty()).map(Locality::new);
    Metadata metadata = metadata(in);
    Duration lease = Duration.ofSeconds(in.readInt());
    Status status = STATUSES.get(in.readUnsignedByte());
    return new Instance(
        key,
        endpoint,
        ports,
        priority,
        weight,
        tags,
        locality,
        metadata,
        lease,
        status,
        HealthCodec.supervision(in));
  }

  private static void endpoint(DataOutputStream out, Endpoint endpoint) throws IOException {
    switch (endpoint) {
      case Endpoint.ExternalHost(String name) -> {
        out.writeByte(HOST);
        out.writeUTF(name);
      }
      case Endpoint.Addresses(List<IpAddress> all) -> {
        out.writeByte(all.size());
        for (IpAddress address : all) {
          byte[] octets = address.octets();
          out.writeByte(octets.length);
          out.write(octets);
        }
      }
    }
  }

  private static Endpoint endpoint(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    if (count == HOST) {
      return new Endpoint.ExternalHost(in.readUTF());
    }
    var all = new ArrayList<IpAddress>();
    for (int i = 0; i < count; i++) {
      byte[] octets = new byte[in.readUnsignedByte()];
      in.readFully(octets);
      all.add(new IpAddress(InetAddress.getByAddress(octets)));
    }
    return new Endpoint.Addresses(all);
  }

  private static List<Port> ports(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    var ports = new ArrayList<Port>();
    for (int i = 0; i < count; i++) {
      ports.add(
          new Port(in.readUTF(), in.readUnsignedShort(), PROTOCOLS.get(in.readUnsignedByte())));
    }
    return ports;
  }

  private static List<Tag> tags(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    var tags = new ArrayList<Tag>();
    for (int i = 0; i < count; i++) {
      tags.add(new Tag(in.readUTF()));
    }
    return tags;
  }

  private static void metadata(DataOutputStream out, Metadata metadata) throws IOException {
    out.writeByte(metadata.pairs().size());
    for (Map.Entry<String, String> pair : metadata.pairs().entrySet()) {
      out.writeUTF(pair.getKey());
      out.writeUTF(pair.getValue());
    }
  }

  private static Metadata metadata(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    var pairs = new TreeMap<String, String>();
    for (int i = 0; i < count; i++) {
      pairs.put(in.readUTF(), in.readUTF());
    }
    return new Metadata(pairs);
  }
}
