package dev.rollcall.dns.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.zone.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

class ZoneFileTest {
  private static final DomainName ZONE = DomainName.of("example.org");

  private static final String TOP =
      """
      $TTL 1h
      @ SOA ns host (
          1 ; serial
          3600 600 86400 60 )
        NS ns
      ns A 192.0.2.1
      """;

  /** The line that follows {@link #TOP}. */
  private static final int NEXT = 7;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a A 1.2.3|Invalid address: 1.2.3",
        "a A 1.2.3.4 5|unexpected tokens at end of record",
        "a MX mail|expected an integer",
        "a TXT \"open|newline in quoted string",
        "a BOGUS x|unknown type: 'BOGUS'; allowed: a type's name, or TYPE with its number",
        "a CH TXT x|class: 'CH'; allowed: IN",
        "a ANY x|",
        "a..b A 1.2.3.4|invalid empty label",
        "a.example.com. A 1.2.3.4|a name outside the zone: 'a.example.com.'; allowed: names in"
            + " example.org.",
        "@ SOA ns host 2 1 1 1 1|a second SOA record",
        "a SOA ns host 2 1 1 1 1|an SOA record below the zone's name: 'a.example.org.'; allowed:"
            + " one at example.org.",
        "ns CNAME a|CNAME and other data: 'ns.example.org.'; allowed: a CNAME alone",
        "*.w NS ns|NS of a wildcard",
        "*.w DNAME ns|DNAME of a wildcard",
        "a NSEC b A|a record of a signed zone",
        "$ORIGEN x|unknown directive: '$ORIGEN'; allowed: $ORIGIN, $TTL, $INCLUDE, $GENERATE",
        "$INCLUDE nowhere|cannot be read",
        "$GENERATE 1-70000 a$ A 1.2.3.4|no range: '1-70000'; allowed: 1 to 65536 steps upwards",
        "$GENERATE x a$ A 1.2.3.4|no range: 'x'; allowed: START-STOP or START-STOP/STEP",
        "$TTL never|",
        "a 99999999999 A 1.2.3.4|TTL: '99999999999'; allowed: 0 to 2147483647 seconds",
        "a ( A 1.2.3.4|a parenthesis that is not closed",
        "a TYPE1000 \\# 3 01|"
      })
  void whatCannotBeServedIsRefusedWithItsLine(String line, String message) throws IOException {
    String refused = refusal(TOP + line + "\n");
    String place = folder.resolve("zone") + ":" + NEXT + ": ";
    assertTrue(refused.startsWith(place), refused);
    assertTrue(refused.contains(Objects.requireNonNullElse(message, "")), refused);
    assertTrue(refused.contains("; allowed: "), refused);
  }

  @Test
  void lineWithinParenthesesIsNamed() throws IOException {
    String refused = refusal(TOP + "a SOA ns host (\n 1 2\n three\n 4 5 )\n");
    assertTrue(refused.startsWith(folder.resolve("zone") + ":" + (NEXT + 2) + ": "), refused);
  }

  @Test
  void aliasesThatAreTwoAreRefusedAtTheSecond() throws IOException {
    String refused = refusal(TOP + "a CNAME b\na CNAME c\n");
    assertTrue(refused.contains(":" + (NEXT + 1) + ": a second CNAME record"), refused);
  }

  @Test
  void includedFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("part"), "b A 1.2.3.4\nc A nonsense\n");
    String refused = refusal(TOP + "$INCLUDE part sub\n");
    assertTrue(refused.startsWith(folder.resolve("part") + ":2: "), refused);
  }

  @Test
  void filesThatIncludeThemselvesAreRefused() throws IOException {
    String refused = refusal(TOP + "$INCLUDE zone\n");
    assertTrue(refused.contains("files include one another too deep"), refused);
  }

  @Test
  void staticZoneNeedsItsStartAndItsServers() throws IOException {
    assertTrue(refusal("a 5 A 1.2.3.4\n").contains(":1: no SOA record: 'example.org.'"));
    assertTrue(refusal("@ 5 SOA ns host 1 2 3 4 5\n").contains(":1: no NS record"));
    assertTrue(refusal("@ A 1.2.3.4\n").contains(":1: no TTL: '@ A 1.2.3.4'"));
  }

  @Test
  void includesHaveAnOriginOfTheirOwn() throws IOException {
    Files.writeString(folder.resolve("part"), "$ORIGIN x.sub.example.org.\nb A 1.2.3.4\n");
    ZoneContent content = content(TOP + "$INCLUDE part sub\n  AAAA ::1\nc A 1.2.3.4\n");
    node(content, "b.x.sub.example.org");
    node(content, "c.example.org");
    assertEquals(1, set(content, "ns.example.org", Type.AAAA).size());
  }

  @Test
  void namesMayHoldAnything() throws IOException {
    ZoneContent content = content(TOP + "a\\.b\\032\\255 A 1.2.3.4\n\\@ TXT \"a;b\" ; c\n");
    node(content, DomainName.parse("a\\.b\\032\\255.example.org"));
    node(content, DomainName.parse("\\@.example.org"));
  }

  @Test
  void recordsAreThereOnceWithTheLowestTtl() throws IOException {
    String twice = "a 60 A 1.2.3.4\na 60 A 1.2.3.4\na 30 A 1.2.3.5\n";
    RecordSet set = set(content(TOP + twice), "a.example.org", Type.A);
    assertEquals(2, set.size());
    assertEquals(WireRecord.of(Type.A, 30, new byte[] {1, 2, 3, 4}), set.record(0));
  }

  @Test
  void unknownTypesAreServedAsWritten() throws IOException {
    ZoneContent content = content(TOP + "a TYPE65280 \\# 3 010203\na TYPE1 \\# 4 01020304\n");
    assertEquals(1, set(content, "a.example.org", 65280).size());
    assertEquals(1, set(content, "a.example.org", Type.A).size());
  }

  @Test
  void generatedRecordsAreThere() throws IOException {
    ZoneContent content = content(TOP + "$GENERATE 1-9/2 h${0,2,d} 60 IN A 10.0.0.$\n");
    node(content, "h09.example.org");
    assertNull(content.names().get(DomainName.of("h02.example.org")));
  }

  @Test
  void whatLiesBelowACutIsLeftOut() throws IOException {
    ZoneContent content = content(TOP + "cut NS a.cut\na.cut A 1.2.3.4\nb.cut TXT x\n");
    assertNull(content.names().get(DomainName.of("a.cut.example.org")));
    assertNull(content.names().get(DomainName.of("b.cut.example.org")));
  }

  private String refusal(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("zone"), text);
    var source = new ZoneFileSource(ZONE, file);
    return String.valueOf(
        assertThrows(ZoneFileException.class, () -> ZoneFile.readWhole(source, opened -> {}))
            .getMessage());
  }

  private ZoneContent content(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("zone"), text);
    return ZoneFile.readWhole(new ZoneFileSource(ZONE, file), opened -> {});
  }

  private static RecordSet set(ZoneContent content, String name, int type) {
    return Objects.requireNonNull(node(content, name).set(type));
  }

  private static Node node(ZoneContent content, String name) {
    return node(content, DomainName.of(name));
  }

  private static Node node(ZoneContent content, DomainName name) {
    return Objects.requireNonNull(content.names().get(name), name::toString);
  }
}
