package dev.rollcall.dns.fuzz;

import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.answer.RawQuery;
import java.io.ByteArrayOutputStream;

/** A sound header and question, and then an OPT record with any options. */
public final class OptionsTarget {
  private static final int MOST_OCTETS = DnsSettings.DEFAULT_UDP_PAYLOAD;
  private static final WatchedResponder RESPONDER =
      new WatchedResponder(FuzzedZone.serve(), MOST_OCTETS);

  /** Bits of an input's first octet. */
  private static final int RECORD_BEFORE = 1;

  private static final int RECORD_AFTER = 2;
  private static final int SECOND_OPT = 4;
  private static final int OPTIONS_AS_THEY_COME = 8;
  private static final int TRAILING_OCTETS = 16;

  private OptionsTarget() {}

  /** Called by the fuzzer before it counts what is reached. */
  public static void fuzzerInitialize() {
    check(new byte[1]);
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] octets) {
    check(octets);
  }

  static void check(byte[] octets) {
    byte[] packet = query(new FuzzInput(octets));
    if (packet.length <= WatchedResponder.MAX_PACKET) {
      ReplyRules.check(packet, RESPONDER.reply(packet), MOST_OCTETS);
    }
  }

  private static byte[] query(FuzzInput input) {
    int shape = input.octet();
    RawQuery query = RawQuery.of(FuzzedZone.name(input.octet()), input.octet());
    if ((shape & RECORD_BEFORE) != 0) {
      query.text(3);
    }
    int payload = input.word();
    int version = input.octet();
    int flags = input.word();
    byte[] trailing = (shape & TRAILING_OCTETS) != 0 ? input.take(4) : new byte[0];
    boolean raw = (shape & OPTIONS_AS_THEY_COME) != 0;
    query.opt(payload, version, flags, raw ? input.rest() : options(input));
    if ((shape & RECORD_AFTER) != 0) {
      query.text(3);
    }
    if ((shape & SECOND_OPT) != 0) {
      query.opt(payload);
    }
    return query.octets(trailing).toWire();
  }

  /** Options that are as long as they say. */
  private static byte[] options(FuzzInput input) {
    var options = new ByteArrayOutputStream();
    while (!input.isUsedUp()) {
      int code = input.word();
      byte[] data = input.take(input.octet());
      options.writeBytes(RawQuery.words(code, data.length));
      options.writeBytes(data);
    }
    return options.toByteArray();
  }
}
