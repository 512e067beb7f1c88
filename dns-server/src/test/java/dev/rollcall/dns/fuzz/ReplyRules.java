package dev.rollcall.dns.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.fuzz.SlowQuery.Duty;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** What holds for the reply to any packet over UDP. Replies are read by dnsjava. */
final class ReplyRules {
  private static final Set<Integer> ANSWERS = Set.of(Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.REFUSED);

  /** Rcodes that a cookie alone may bring about, also without a question (RFC 7873 section 5). */
  private static final Set<Integer> COOKIE_RCODES =
      Set.of(Rcode.NOERROR, Rcode.FORMERR, Rcode.BADCOOKIE);

  /** What a signature alone may bring about: its key is not known, or it cannot be read. */
  private static final Set<Integer> SIGNED_RCODES =
      Set.of(Rcode.NOTAUTH, Rcode.FORMERR); // RFC 8945 section 5.2

  private ReplyRules() {}

  /** Returns the reply as it was read, null for silence where there has to be silence. */
  static @Nullable Message check(byte[] octets, byte @Nullable [] reply, int mostOctets) {
    var query = new SlowQuery(octets);
    if (query.duty() == Duty.BE_SILENT) {
      assertNull(reply, "something is said");
      return null;
    }
    assertNotNull(reply, "nothing is said");
    assertTrue(reply.length <= query.limit(mostOctets), () -> reply.length + " octets");
    Message message = parse(reply);
    checkHeader(octets, query, message.getHeader());
    checkQuestion(query, message, reply);
    checkOpt(query, message.getOPT());
    checkRcode(query, message.getRcode());
    return message;
  }

  private static Message parse(byte[] reply) {
    try {
      var message = new Message(reply);
      assertEquals(reply.length, message.numBytes(), "octets that were read");
      return message;
    } catch (IOException e) {
      throw new AssertionError("unreadable reply " + Arrays.toString(reply), e);
    }
  }

  private static void checkHeader(byte[] octets, SlowQuery query, Header header) {
    assertEquals((octets[0] & 0xff) << 8 | (octets[1] & 0xff), header.getID(), "id");
    assertEquals(query.flags() >> 11 & 0xf, header.getOpcode(), "opcode");
    assertEquals((query.flags() & 0x0100) != 0, header.getFlag(Flags.RD), "RD");
    assertTrue(header.getFlag(Flags.QR), "QR");
    for (int cleared : new int[] {Flags.RA, 9, Flags.AD, Flags.CD}) {
      assertEquals(false, header.getFlag(cleared), () -> "flag " + cleared);
    }
    boolean answered = ANSWERS.contains(header.getRcode());
    assertTrue(answered || !header.getFlag(Flags.AA), "AA of an error");
    assertTrue(answered || !header.getFlag(Flags.TC), "TC of an error");
  }

  private static void checkQuestion(SlowQuery query, Message message, byte[] reply) {
    byte[] asked = query.question();
    assertEquals(asked.length > 0 ? 1 : 0, message.getHeader().getCount(Section.QUESTION));
    int start = SlowQuery.HEADER_LENGTH;
    assertArrayEquals(asked, Arrays.copyOfRange(reply, start, start + asked.length), "question");
  }

  private static void checkOpt(SlowQuery query, @Nullable OPTRecord opt) {
    assertEquals(query.hasOpt(), opt != null, "OPT");
    if (opt != null) {
      assertEquals(0, opt.getVersion(), "version");
      assertEquals(query.isDnssecOk() ? 0x8000 : 0, opt.getFlags(), "flags of the OPT");
    }
  }

  private static void checkRcode(SlowQuery query, int rcode) {
    if (query.hasCookie() && query.duty() != Duty.SAY_NOTIMP && COOKIE_RCODES.contains(rcode)) {
      return;
    }
    if (query.isSigned() && readable(query.duty()) && SIGNED_RCODES.contains(rcode)) {
      return;
    }
    switch (query.duty()) {
      case BE_SILENT -> throw new AssertionError("something is said");
      case SAY_NOTIMP -> assertEquals(Rcode.NOTIMP, rcode);
      case SAY_FORMERR -> assertEquals(Rcode.FORMERR, rcode);
      case SAY_BADVERS -> assertEquals(Rcode.BADVERS, rcode);
      case ANSWER -> assertTrue(ANSWERS.contains(rcode), () -> Rcode.string(rcode));
    }
  }

  private static boolean readable(Duty duty) {
    return duty == Duty.ANSWER || duty == Duty.SAY_BADVERS;
  }
}
