package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir Path folder;

  @Test
  void everySceneCanBePlayed() {
    assertEquals(0, new Rehearsal(folder).play());
  }
}
