package dev.rollcall.dns.compile.node;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.TargetAddresses;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Port;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Makes the records of domain values, in wire format. */
public final class RecordEncoder {
  // For secondary servers, in seconds: when to look for changes, to try again, to give up.
  private static final long REFRESH = 3600;
  private static final long RETRY = 600;
  private static final long EXPIRE = 86_400;

  // RFC 9460 section 14.3.2.
  private static final short ALPN_KEY = 1;
  private static final short PORT_KEY = 3;

  private static final Name OWNER = Name.root; // left out of what is encoded

  private final long ttl;
  private final long negativeTtl;

  // Most instances have these.
  private final WireRecord noText;
  private final RecordSet noTexts;

  /** Gives all records those TTLs, in whole seconds. */
  public RecordEncoder(Duration ttl, Duration negativeTtl) {
    this.ttl = ttl.toSeconds();
    this.negativeTtl = negativeTtl.toSeconds();
    this.noText = text(List.of(""));
    this.noTexts = RecordSet.fixed(Type.TXT, List.of(noText));
  }

  /** The TTL of all records. */
  public Duration ttl() {
    return Duration.ofSeconds(ttl);
  }

  /** The same for records of another TTL, in whole seconds. */
  public RecordEncoder withTtl(Duration other) {
    return new RecordEncoder(other, Duration.ofSeconds(negativeTtl));
  }

  /** The A and AAAA records of a name with those addresses. */
  public TargetAddresses addresses(List<IpAddress> all) {
    return new TargetAddresses(
        all.stream().filter(IpAddress::isIpv4).map(this::address).toList(),
        all.stream().filter(address -> !address.isIpv4()).map(this::address).toList());
  }

  /** The SRV record of one of an instance's ports. */
  public WireRecord service(Instance instance, int priority, Port port, DomainName target) {
    return WireRecord.of(
        new SRVRecord(
            OWNER, DClass.IN, ttl, priority, instance.weight(), port.number(), name(target)));
  }

  /** One string for each pair; RFC 6763 section 6.1: one empty string when there is none. */
  public WireRecord text(Metadata metadata) {
    if (metadata.pairs().isEmpty()) {
      return noText;
    }
    return text(
        metadata.pairs().entrySet().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .map(pair -> pair.replace("\\", "\\\\")) // dnsjava reads zone-file escapes
            .toList());
  }

  /** The set of that TXT record alone. */
  public RecordSet texts(WireRecord text) {
    return text.equals(noText) ? noTexts : RecordSet.fixed(Type.TXT, List.of(text));
  }

  /** A PTR record. */
  public WireRecord pointer(DomainName target) {
    return WireRecord.of(Type.PTR, ttl, target.toWire());
  }

  /** A PTR record to a name below {@code above} whose first label keeps its case. */
  public WireRecord pointer(byte[] label, DomainName above) {
    byte[] rdata =
        ByteBuffer.allocate(1 + label.length + above.length())
            .put((byte) label.length)
            .put(label)
            .put(above.toWire())
            .array();
    return WireRecord.of(Type.PTR, ttl, rdata);
  }

  /**
   * An SVCB or HTTPS record in ServiceMode, with the keys that have a value in their order (RFC
   * 9460 section 2.2).
   *
   * @param priority 1 or more; 0 would be an alias
   * @param alpn the value of the key {@code alpn}, empty for none
   * @param port 0 for none
   */
  public WireRecord binding(int type, int priority, DomainName target, byte[] alpn, int port) {
    byte[] name = target.toWire();
    var rdata = ByteBuffer.allocate(Short.BYTES + name.length + alpn.length + 5 * Short.BYTES);
    rdata.putShort((short) priority).put(name);
    if (alpn.length > 0) {
      rdata.putShort(ALPN_KEY).putShort((short) alpn.length).put(alpn);
    }
    if (port > 0) {
      rdata.putShort(PORT_KEY).putShort((short) Short.BYTES).putShort((short) port);
    }
    return WireRecord.of(type, ttl, Arrays.copyOf(rdata.array(), rdata.position()));
  }

  /** A CNAME record. */
  public WireRecord alias(DomainName canonical) {
    return WireRecord.of(new CNAMERecord(OWNER, DClass.IN, ttl, name(canonical)));
  }

  /** An NS record. */
  public WireRecord nameServer(DomainName server) {
    return WireRecord.of(new NSRecord(OWNER, DClass.IN, ttl, name(server)));
  }

  /**
   * The SOA record as an apex answers it; all but the serial is its owner's, if there is one.
   *
   * @param servers where the name servers' names lie
   */
  public WireRecord startOfAuthority(DomainName servers, long serial, @Nullable SOARecord own) {
    return WireRecord.of(
        own == null ? start(servers, serial, ttl) : start(own, serial, own.getTTL()));
  }

  /** The SOA record as negative answers carry it, with the TTL of RFC 2308 section 3. */
  public WireRecord negativeAuthority(DomainName servers, long serial, @Nullable SOARecord own) {
    return WireRecord.of(
        own == null
            ? start(servers, serial, Math.min(ttl, negativeTtl))
            : start(own, serial, Math.min(own.getTTL(), own.getMinimum())));
  }

  private WireRecord text(List<String> strings) {
    return WireRecord.of(new TXTRecord(OWNER, DClass.IN, ttl, strings));
  }

  private WireRecord address(IpAddress address) {
    return WireRecord.of(
        address.isIpv4()
            ? new ARecord(OWNER, DClass.IN, ttl, address.value())
            : new AAAARecord(OWNER, DClass.IN, ttl, address.value()));
  }

  private SOARecord start(DomainName servers, long serial, long recordTtl) {
    return new SOARecord(
        OWNER,
        DClass.IN,
        recordTtl,
        name(servers.child("ns1")),
        name(servers.child("hostmaster")),
        serial,
        REFRESH,
        RETRY,
        EXPIRE,
        negativeTtl);
  }

  private static SOARecord start(SOARecord own, long serial, long recordTtl) {
    return new SOARecord(
        OWNER,
        DClass.IN,
        recordTtl,
        own.getHost(),
        own.getAdmin(),
        serial,
        own.getRefresh(),
        own.getRetry(),
        own.getExpire(),
        own.getMinimum());
  }

  private static Name name(DomainName name) {
    return Name.fromConstantString(name.toString());
  }
}
