package dev.rollcall.dns.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultLogTest {
  @Test
  void manyFaultsAreOneLine() {
    var lines = new ArrayList<String>();
    var log = new FaultLog((what, fault) -> lines.add(what + ": " + fault.getMessage()));
    log.report("Answering", new IllegalStateException("first"));
    log.report("Answering", new IllegalStateException("second"));
    assertEquals(List.of("Answering: first"), lines);
  }

  @Test
  void aLineThatCannotBeWrittenEndsNothing() {
    var tries = new ArrayList<String>();
    var log =
        new FaultLog(
            (what, fault) -> {
              tries.add(what);
              throw new OutOfMemoryError();
            });
    log.report("Answering", new IllegalStateException());
    assertEquals(List.of("Answering"), tries);
  }
}
