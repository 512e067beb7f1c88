package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What of a referral, a chain or a negative answer must fit. */
class ZoneSizeTest {
  private static final String TOP = "$TTL 60\n@ SOA %s host 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n";
  private static final String LONG = "x".repeat(63) + "." + "y".repeat(63) + "." + "z".repeat(63);

  @TempDir Path folder;

  @Test
  void glueBelowTheCutThatDoesNotFitTruncates() throws IOException {
    // RFC 9471 section 3.1.
    Message reply = overUdp(servers(".sub", 14), "www.sub.z", Type.A);
    assertTrue(reply.getHeader().getFlag(Flags.TC));
    assertEquals(14, reply.getSection(Section.AUTHORITY).size());
    assertFalse(overTcp(servers(".sub", 14), "www.sub.z").getHeader().getFlag(Flags.TC));
  }

  @Test
  void otherGlueIsLeftOutWithoutTruncation() throws IOException {
    Message reply = overUdp(servers(".beside", 14), "www.sub.z", Type.A);
    assertFalse(reply.getHeader().getFlag(Flags.TC));
    assertEquals(14, reply.getSection(Section.AUTHORITY).size());
  }

  @Test
  void serversThatDoNotFitTruncate() throws IOException {
    Message reply = overUdp(servers(".sub", 60), "www.sub.z", Type.A);
    assertTrue(reply.getHeader().getFlag(Flags.TC));
    assertTrue(reply.numBytes() <= 512);
  }

  @Test
  void startOfAuthorityThatDoesNotFitTruncates() throws IOException {
    String deep = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + ".z";
    String zone = TOP.formatted(LONG) + "www A 192.0.2.1\n";
    Message reply = overUdp(zone, deep, Type.A);
    assertFalse(reply.getHeader().getFlag(Flags.TC));
    assertTrue(reply.numBytes() <= 512);
    String more = "@ 60 SOA " + LONG + " " + LONG + " 1 2 3 4 5\n@ 60 NS ns\n";
    assertTrue(overUdp(more, deep, Type.A).getHeader().getFlag(Flags.TC));
  }

  @Test
  void chainThatDoesNotFitIsTruncatedAfterWhatDid() throws IOException {
    String zone =
        TOP.formatted("ns")
            + "a CNAME a."
            + LONG
            + "\na."
            + LONG
            + " CNAME b."
            + LONG
            + "\nb."
            + LONG
            + " CNAME c."
            + LONG
            + "\n";
    Message reply = overUdp(zone, "a.z", Type.A);
    assertTrue(reply.getHeader().getFlag(Flags.TC));
    assertEquals(2, reply.getSection(Section.ANSWER).size());
    assertEquals(3, overTcp(zone, "a.z").getSection(Section.ANSWER).size());
  }

  private static String servers(String where, int count) {
    return TOP.formatted("ns")
        + IntStream.range(0, count)
            .mapToObj(i -> "sub NS n%02d%s\nn%02d%s A 192.0.2.1\n".formatted(i, where, i, where))
            .collect(Collectors.joining());
  }

  private Message overUdp(String text, String name, int type) throws IOException {
    try (ServedZone zone = served(text)) {
      return zone.overUdp(ServedZone.query(name, type));
    }
  }

  private Message overTcp(String text, String name) throws IOException {
    try (ServedZone zone = served(text)) {
      return zone.ask(name, Type.A);
    }
  }

  private ServedZone served(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("zone"), text);
    return ServedZone.with(List.of(new ZoneFileSource(DomainName.of("z"), file)));
  }
}
