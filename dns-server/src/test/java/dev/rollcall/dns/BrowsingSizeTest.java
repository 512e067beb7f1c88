package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** RFC 6763 section 12.1: what comes along with who browses, whatever room there is. */
class BrowsingSizeTest {
  private static final String NAME = "_web._tcp.service.internal";

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6})
  void anInstanceComesWholeOrNotAtAll(int instances) {
    try (ServedZone served = ServedZone.empty()) {
      register(served, instances);
      Message reply = served.overUdp(ServedZone.query(NAME, Type.PTR));
      assertFalse(reply.getHeader().getFlag(Flags.TC));
      assertEquals(instances, reply.getSection(Section.ANSWER).size());
      assertEquals(4L * whole(reply), reply.getSection(Section.ADDITIONAL).size());
      assertTrue(whole(reply) > 0 || instances == 6, reply::toString);
    }
  }

  /** Beyond 16,383 octets of a reply no name can be pointed to. */
  @ParameterizedTest
  @ValueSource(ints = {100, 150})
  void allOfManyComeOverTcp(int instances) {
    try (ServedZone served = ServedZone.empty()) {
      register(served, instances);
      Message reply = served.ask(NAME, Type.PTR);
      assertEquals(100, reply.getSection(Section.ANSWER).size());
      assertEquals(100, whole(reply));
      assertTrue(reply.numBytes() > 16_384);
    }
  }

  private static void register(ServedZone served, int instances) {
    for (int i = 0; i < instances; i++) {
      String id = "Instance no. " + i + " of the web";
      served.register(Instances.of("web", id, "10.0.0." + (i + 1), "fd00::" + (i + 1)));
    }
  }

  /** How many instances came with SRV, TXT and both addresses. */
  private static long whole(Message reply) {
    List<Record> more = new ArrayList<>(reply.getSection(Section.ADDITIONAL));
    return reply.getSection(Section.ANSWER).stream()
        .map(record -> ((PTRRecord) record).getTarget())
        .filter(instance -> has(more, instance, Type.TXT))
        .flatMap(instance -> more.stream().filter(record -> record.getName().equals(instance)))
        .filter(SRVRecord.class::isInstance)
        .map(record -> ((SRVRecord) record).getTarget())
        .filter(target -> has(more, target, Type.A) && has(more, target, Type.AAAA))
        .count();
  }

  private static boolean has(List<Record> records, Name name, int type) {
    return records.stream()
        .anyMatch(record -> record.getName().equals(name) && record.getType() == type);
  }
}
