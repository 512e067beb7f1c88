package dev.rollcall.dns.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.registry.instance.Metadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** How much of an answer fits, and what happens to the rest. */
class SizeTest {
  private static final String NAME = "orders.service.internal";

  private final ServedZone zone = ServedZone.empty();

  @AfterEach
  void close() {
    zone.close();
  }

  /** RFC 9715 section 3.1, RFC 6891 section 6.2.3. */
  @ParameterizedTest(name = "EDNS {0}: at most {1} octets")
  @CsvSource({
    "-1, 512",
    "0, 512",
    "511, 512",
    "700, 700",
    "1232, 1232",
    "4096, 1232",
    "65535, 1232"
  })
  void cutsToWhatTheClientTakes(int offered, int limit) {
    registerMany(60, "10.0.1.");
    Message query = ServedZone.query(NAME, Type.SRV);
    if (offered >= 0) {
      query.addRecord(new org.xbill.DNS.OPTRecord(offered, 0, 0), Section.ADDITIONAL);
    }
    Message reply = zone.overUdp(query);
    assertTrue(reply.getHeader().getFlag(Flags.TC));
    assertTrue(reply.numBytes() <= limit, "octets: " + reply.numBytes());
    int oneMore = 12 + 6 + 1 + "i00".length() + NAME.length() + 2;
    assertTrue(reply.numBytes() + oneMore > limit, "room for one more in " + reply.numBytes());
    assertEquals(offered >= 0, reply.getOPT() != null);
    assertEquals(1, zone.tally().truncated());
  }

  /** RFC 2181 section 9. */
  @Test
  void dropsAdditionalSetsWholeAndWithoutSayingSo() {
    registerMany(9, "10.0.1.");
    Message reply = zone.overUdp(ServedZone.query(NAME, Type.SRV));
    assertFalse(reply.getHeader().getFlag(Flags.TC));
    assertEquals(9, reply.getSection(Section.ANSWER).size());
    assertTrue(reply.getSection(Section.ADDITIONAL).size() < 9);
  }

  @Test
  void neverGivesHalfOfATargetsAddresses() {
    String[] addresses = new String[16];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = "fd00::" + Integer.toHexString(i + 1);
    }
    zone.register(Instances.of("orders", "a", addresses));
    zone.register(Instances.of("orders", "b", "10.0.0.1"));
    Message reply = zone.overUdp(ServedZone.query(NAME, Type.SRV));
    List<Record> additional = reply.getSection(Section.ADDITIONAL);
    assertEquals(1, additional.stream().filter(ARecord.class::isInstance).count());
    assertEquals(0, additional.stream().filter(AAAARecord.class::isInstance).count());
  }

  @Test
  void givesEverythingOverTcp() {
    registerMany(60, "10.0.1.");
    Message reply = zone.ask(NAME, Type.SRV);
    assertFalse(reply.getHeader().getFlag(Flags.TC));
    assertEquals(60, reply.getSection(Section.ANSWER).size());
    assertEquals(60, reply.getSection(Section.ADDITIONAL).size());
  }

  @Test
  void showsAWindowOfAHundredThatGoesRound() {
    registerMany(150, "10.0.1.");
    Set<Name> seen = new HashSet<>();
    for (int i = 0; i < 150; i++) {
      Message reply = zone.ask(NAME, Type.SRV);
      assertFalse(reply.getHeader().getFlag(Flags.TC));
      List<Record> answers = reply.getSection(Section.ANSWER);
      assertEquals(100, new HashSet<>(answers).size());
      seen.add(((SRVRecord) answers.getFirst()).getTarget());
    }
    assertEquals(150, seen.size());
  }

  @Test
  void showsAWindowThatGoesRoundOfWhatIsTooMuchForTcp() {
    int instances = 8;
    for (int i = 0; i < instances; i++) {
      var pairs = new HashMap<String, String>();
      for (int k = 0; k < 60; k++) {
        pairs.put("k" + k, i + "v".repeat(240));
      }
      zone.register(Instances.of("orders", "i" + i, "10.0.0.1").withMetadata(new Metadata(pairs)));
    }
    Set<Record> seen = new HashSet<>();
    for (int i = 0; i < instances; i++) {
      Message reply = zone.ask(NAME, Type.TXT);
      assertFalse(reply.getHeader().getFlag(Flags.TC));
      assertEquals(4, reply.getSection(Section.ANSWER).size());
      seen.add(reply.getSection(Section.ANSWER).getFirst());
    }
    assertEquals(instances, seen.size());
  }

  @Test
  void writesOwnersInFullWhereNoPointerReaches() {
    String longId = "i".repeat(60);
    String service = String.join(".", "s".repeat(49), "s".repeat(50));
    for (int i = 100; i < 200; i++) {
      zone.register(Instances.of(service, longId + i, "10.0.0." + i, "fd00::" + i));
    }
    Message reply = zone.ask(service + ".service.internal", Type.SRV);
    assertTrue(reply.numBytes() > 0x4000, "octets: " + reply.numBytes());
    Set<Name> targets = new HashSet<>();
    reply.getSection(Section.ANSWER).forEach(srv -> targets.add(((SRVRecord) srv).getTarget()));
    Set<Name> owners = new HashSet<>();
    reply.getSection(Section.ADDITIONAL).forEach(address -> owners.add(address.getName()));
    assertEquals(100, targets.size());
    assertEquals(targets, owners);
    assertEquals(200, reply.getSection(Section.ADDITIONAL).size());
  }

  @Test
  void aNegativeAnswerFitsWithTheLongestNames() {
    String label = "x".repeat(63);
    String name = String.join(".", label, label, label, "x".repeat(44), "service.internal");
    Message reply = zone.overUdp(ServedZone.query(name, Type.A));
    assertEquals(org.xbill.DNS.Rcode.NXDOMAIN, reply.getRcode());
    assertFalse(reply.getHeader().getFlag(Flags.TC));
    assertNotNull(reply.getSection(Section.AUTHORITY).getFirst());
  }

  private void registerMany(int count, String prefix) {
    for (int i = 1; i <= count; i++) {
      zone.register(Instances.of("orders", "i%02d".formatted(i), prefix + i));
    }
  }
}
