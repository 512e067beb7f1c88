package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> stopped = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void partsStopInTheOppositeOrderAndOnce() {
    parts.add(() -> stopped.add("first"));
    parts.add(() -> stopped.add("second"));
    parts.close();
    parts.close();
    assertEquals(List.of("second", "first"), stopped);
  }

  @Test
  void partThatFailsToStopDoesNotKeepTheOthersRunning() {
    parts.add(() -> stopped.add("first"));
    parts.add(
        () -> {
          throw new IOException("stuck");
        });
    parts.close();
    assertEquals(List.of("first"), stopped);
  }
}
