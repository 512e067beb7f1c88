package dev.rollcall.dns.fuzz;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.answer.RawQuery;
import java.util.Arrays;
import org.xbill.DNS.Type;

/** Any octets at all, as one datagram. */
public final class PacketTarget {
  private static final int MOST_OCTETS = DnsSettings.DEFAULT_UDP_PAYLOAD;
  private static final WatchedResponder RESPONDER =
      new WatchedResponder(FuzzedZone.serve(), MOST_OCTETS);
  private static final PacketCost COST = new PacketCost();

  private PacketTarget() {}

  /** Called by the fuzzer before it counts what is reached. */
  public static void fuzzerInitialize() {
    check(RawQuery.of(FuzzedZone.name(2), Type.SRV).opt(MOST_OCTETS).toWire());
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] octets) {
    check(octets);
    COST.check(asReceived(octets), RESPONDER);
  }

  static void check(byte[] octets) {
    byte[] packet = asReceived(octets);
    ReplyRules.check(packet, RESPONDER.reply(packet), MOST_OCTETS);
  }

  private static byte[] asReceived(byte[] octets) {
    return Arrays.copyOf(octets, Math.min(octets.length, WatchedResponder.MAX_PACKET));
  }
}
