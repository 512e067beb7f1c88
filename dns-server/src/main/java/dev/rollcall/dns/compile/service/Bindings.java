package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.RecordEncoder;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Port;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * What an instance tells clients that look for more than an address (RFC 9460), null for nothing.
 *
 * @param https of instances with metadata {@code alpn} or a port {@code https}
 * @param svcb of instances with metadata {@code alpn}
 */
record Bindings(@Nullable WireRecord https, @Nullable WireRecord svcb) {
  private static final Bindings NONE = new Bindings(null, null);

  private static final String KEY = "alpn";
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int MAX_ID_OCTETS = 255;
  private static final int MAX_PRIORITY = 65_535;
  private static final byte[] NO_ALPN = {};

  static Bindings of(
      Instance instance, int instancePriority, DomainName target, RecordEncoder encoder) {
    String protocols = instance.metadata().pairs().get(KEY);
    Port named = portNamedHttps(instance);
    if (protocols == null && named == null) {
      return NONE;
    }
    byte[] alpn = protocols == null ? NO_ALPN : alpn(protocols);
    int port = (named == null ? instance.primaryPort() : named).number();
    // RFC 9460 section 2.4.1: 0 means an alias, so that what comes first here is 1.
    int priority = Math.min(instancePriority + 1, MAX_PRIORITY);
    // RFC 9460 section 9.1: the port that HTTPS has anyway. What SVCB is asked for has none.
    int unusual = port == HTTPS_PORT ? 0 : port;
    return new Bindings(
        encoder.binding(Type.HTTPS, priority, target, alpn, unusual),
        protocols == null ? null : encoder.binding(Type.SVCB, priority, target, alpn, port));
  }

  @Nullable WireRecord of(int type) {
    return type == Type.HTTPS ? https : svcb;
  }

  /** RFC 9460 section 7.1.1: each id with its length before it; nothing when one is not allowed. */
  private static byte[] alpn(String protocols) {
    var value = new ByteArrayOutputStream();
    List<String> ids =
        Arrays.stream(protocols.split(",", -1)).map(String::strip).distinct().toList();
    for (String id : ids) {
      byte[] octets = id.getBytes(StandardCharsets.UTF_8);
      if (octets.length == 0 || octets.length > MAX_ID_OCTETS) {
        return NO_ALPN;
      }
      value.write(octets.length);
      value.writeBytes(octets);
    }
    return value.toByteArray();
  }

  private static @Nullable Port portNamedHttps(Instance instance) {
    return instance.ports().stream()
        .filter(port -> port.name().equals(HTTPS))
        .findFirst()
        .orElse(null);
  }
}
