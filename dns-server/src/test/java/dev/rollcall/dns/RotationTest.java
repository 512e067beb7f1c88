package dev.rollcall.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** In 3·n queries in a row, each of n equal instances comes first exactly three times. */
class RotationTest {
  private static final int INSTANCES = 7;
  private static final String NAME = "web.service.internal";

  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = RunningServer.start();
    running.register("web", INSTANCES);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SRV", "A"})
  void overUdpFromManyClients(String type) throws IOException {
    var first = new HashMap<String, Integer>();
    for (int i = 0; i < 3 * INSTANCES; i++) {
      try (UdpClient client = running.udp()) {
        count(client.ask(query(type)), first);
      }
    }
    assertEachFirst(3, first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SRV", "A"})
  void overTcpOnOneConnection(String type) throws IOException {
    var first = new HashMap<String, Integer>();
    try (TcpClient client = running.tcp()) {
      for (int i = 0; i < 3 * INSTANCES; i++) {
        count(client.ask(query(type)), first);
      }
    }
    assertEachFirst(3, first);
  }

  @Test
  void overBothInTurn() throws IOException {
    var first = new HashMap<String, Integer>();
    try (TcpClient tcp = running.tcp();
        UdpClient udp = running.udp()) {
      for (int i = 0; i < 3 * INSTANCES; i++) {
        count(i % 2 == 0 ? tcp.ask(query("SRV")) : udp.ask(query("SRV")), first);
      }
    }
    assertEachFirst(3, first);
  }

  @Test
  void overTcpAfterAnAnswerOverUdpThatWasCut() throws IOException {
    int instances = 30;
    running.register("big", instances);
    Message query = ServedZone.query("big.service.internal", Type.SRV);
    var first = new HashMap<String, Integer>();
    var firstOfCut = new HashMap<String, Integer>();
    try (TcpClient tcp = running.tcp();
        UdpClient udp = running.udp()) {
      for (int i = 0; i < 3 * instances; i++) {
        Message cut = udp.ask(query);
        assertTrue(cut.getHeader().getFlag(Flags.TC));
        count(cut, firstOfCut);
        count(tcp.ask(query), first);
      }
    }
    assertEachFirst(instances, 3, first);
    assertEachFirst(instances, 3, firstOfCut); // those who do not come back are spread too
  }

  @Test
  void fromManyClientsAtOnce() throws IOException, InterruptedException, ExecutionException {
    int clients = 4;
    var first = new HashMap<String, Integer>();
    try (var executor = Executors.newFixedThreadPool(clients)) {
      List<Future<Map<String, Integer>>> counts = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        counts.add(executor.submit(this::askThirtyRounds));
      }
      for (var count : counts) {
        count.get().forEach((record, times) -> first.merge(record, times, Integer::sum));
      }
    }
    assertEachFirst(30 * clients, first);
  }

  @Test
  void theOthersFollowInTheSameRing() throws IOException {
    try (UdpClient client = running.udp()) {
      List<String> one = records(client.ask(query("SRV")));
      List<String> next = records(client.ask(query("SRV")));
      assertEquals(one.subList(1, INSTANCES), next.subList(0, INSTANCES - 1));
      assertEquals(one.getFirst(), next.getLast());
    }
  }

  private Map<String, Integer> askThirtyRounds() throws IOException {
    var first = new HashMap<String, Integer>();
    try (UdpClient client = running.udp()) {
      for (int i = 0; i < 30 * INSTANCES; i++) {
        count(client.ask(query("A")), first);
      }
    }
    return first;
  }

  private static Message query(String type) {
    return ServedZone.query(NAME, Type.value(type));
  }

  private static void count(Message reply, Map<String, Integer> first) {
    first.merge(records(reply).getFirst(), 1, Integer::sum);
  }

  private static List<String> records(Message reply) {
    return reply.getSection(Section.ANSWER).stream().map(Object::toString).toList();
  }

  private static void assertEachFirst(int times, Map<String, Integer> first) {
    assertEachFirst(INSTANCES, times, first);
  }

  private static void assertEachFirst(int records, int times, Map<String, Integer> first) {
    assertEquals(records, first.size(), first::toString);
    first.forEach((record, count) -> assertEquals(times, count, record));
  }
}
