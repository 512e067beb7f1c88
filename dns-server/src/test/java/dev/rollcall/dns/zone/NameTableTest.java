package dev.rollcall.dns.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.name.DomainName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NameTableTest {
  private static final DomainName APEX = DomainName.of("service.internal");

  private final NameTable table = new NameTable();

  @Test
  void findsWhatWasPutLast() {
    Node first = node("a");
    Node second = node("a");
    table.put(first);
    table.put(second);
    assertSame(second, find("a"));
    assertEquals(1, table.size());
  }

  @Test
  void doesNotFindWhatWasRemoved() {
    table.put(node("a"));
    table.put(node("b"));
    table.remove(APEX.child("a"));
    assertNull(find("a"));
    assertNotNull(find("b"));
    assertEquals(1, table.size());
  }

  @Test
  void agreesWithAMapThroughManyChanges() {
    var random = new Random(1);
    Map<String, Node> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      String label = "n" + random.nextInt(5_000);
      if (random.nextInt(3) == 0) {
        model.remove(label);
        table.remove(APEX.child(label));
      } else {
        Node node = node(label);
        model.put(label, node);
        table.put(node);
      }
      assertEquals(model.size(), table.size());
    }
    for (int i = 0; i < 5_000; i++) {
      assertSame(model.get("n" + i), find("n" + i));
    }
  }

  @Test
  void readersMissNothingThatStaysWhileOthersComeAndGo()
      throws ExecutionException, InterruptedException {
    int staying = 500;
    for (int i = 0; i < staying; i++) {
      table.put(node("stays" + i));
    }
    var writing = new AtomicBoolean(true);
    var readers = List.of(reader(writing, staying), reader(writing, staying));
    for (int round = 0; round < 40; round++) {
      for (int i = 0; i < 2_000; i++) {
        table.put(node("comes" + i));
      }
      for (int i = 0; i < staying; i++) {
        table.put(node("stays" + i));
      }
      for (int i = 0; i < 2_000; i++) {
        table.remove(APEX.child("comes" + i));
      }
    }
    writing.set(false);
    for (var reader : readers) {
      assertTrue(reader.get() > 0);
    }
  }

  /** Looks for all that stays, again and again; the number of rounds. */
  private CompletableFuture<Integer> reader(AtomicBoolean writing, int staying) {
    return CompletableFuture.supplyAsync(
        () -> {
          int rounds = 0;
          do {
            for (int i = 0; i < staying; i++) {
              assertNotNull(find("stays" + i), "stays" + i);
            }
            rounds++;
          } while (writing.get());
          return rounds;
        });
  }

  private @Nullable Node find(String label) {
    DomainName name = APEX.child(label);
    return table.find(name.toWire(), 0, name.length(), name.hashCode());
  }

  private static Node node(String label) {
    return Node.of(APEX.child(label), List.of());
  }
}
