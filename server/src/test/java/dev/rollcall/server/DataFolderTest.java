package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.server.settings.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final String ALLOWED =
      "; allowed: a folder that this node alone may read and write";

  @TempDir Path parent;

  @Test
  void missingFolderIsCreated() throws Exception {
    Path path = parent.resolve("a/b");
    DataFolder.open(path).close();
    assertTrue(Files.isDirectory(path));
  }

  @Test
  void folderIsHeldByOneNodeUntilItLetsGo() throws Exception {
    DataFolder held = DataFolder.open(parent);
    assertEquals(
        "data-dir: '%s' cannot be used: another node uses it".formatted(parent) + ALLOWED,
        refusal(parent));
    held.close();
    DataFolder.open(parent).close();
  }

  @Test
  void fileIsNoFolder() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertEquals(
        "data-dir: '%1$s' cannot be used: %1$s is no folder".formatted(file) + ALLOWED,
        refusal(file));
    refusal(file.resolve("below"));
  }

  private static String refusal(Path path) {
    return String.valueOf(
        assertThrows(StartRefusedException.class, () -> DataFolder.open(path)).getMessage());
  }
}
