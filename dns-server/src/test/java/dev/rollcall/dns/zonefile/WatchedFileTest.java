package dev.rollcall.dns.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.dns.name.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
  private static final DomainName ZONE = DomainName.of("z");

  @TempDir Path folder;
  private final List<ZoneContent> taken = new ArrayList<>();
  private int readings;
  private Path file;
  private WatchedFile watched;

  @BeforeEach
  void load() throws IOException {
    file = Files.writeString(folder.resolve("zone"), "a 60 A 192.0.2.1\n");
    watched = new WatchedFile(new ZoneFileSource(ZONE, file), this::read, taken::add);
    watched.load();
  }

  @Test
  void fileThatStaysIsReadOnce() {
    checkTimes(3);
    assertEquals(1, readings);
  }

  @Test
  void changeIsReadWhenTheFileIsAtRest() throws IOException {
    Files.writeString(file, "a 60 A 192.0.2.1\nb 60 A 192.0.2.2\n");
    checkTimes(1);
    Files.writeString(file, "a 60 A 192.0.2.1\nb 60 A 192.0.2.2\nc 60 A 192.0.2.3\n");
    checkTimes(1);
    assertEquals(1, readings);
    checkTimes(3);
    assertEquals(2, readings);
    assertEquals(3, taken.getLast().names().size());
  }

  @Test
  void faultyChangeIsReadOnceAndNotTaken() throws IOException {
    Files.writeString(file, "a 60 A nonsense\n");
    checkTimes(5);
    assertEquals(2, readings);
    assertEquals(1, taken.size());
  }

  @Test
  void fileThatIsGoneAndComesBackIsReadAgain() throws IOException {
    Files.delete(file);
    checkTimes(3);
    assertEquals(1, taken.size());
    Files.writeString(file, "b 60 A 192.0.2.2\n");
    checkTimes(3);
    assertEquals(2, taken.size());
  }

  @Test
  void includedFilesAreLookedAfterToo() throws IOException {
    Path part = Files.writeString(folder.resolve("part"), "b 60 A 192.0.2.2\n");
    Files.writeString(file, "$INCLUDE part\n");
    checkTimes(2);
    Files.writeString(part, "b 60 A 192.0.2.2\nc 60 A 192.0.2.3\n");
    checkTimes(2);
    assertEquals(2, taken.getLast().names().size());
  }

  @Test
  void faultAtTheStartIsThrown() throws IOException {
    Files.writeString(file, "a 60 A nonsense\n");
    assertThrows(ZoneFileException.class, watched::load);
  }

  private ZoneContent read(ZoneFileSource source, Consumer<Path> opening) throws ZoneFileException {
    readings++;
    return ZoneFile.read(source, opening);
  }

  private void checkTimes(int times) {
    for (int i = 0; i < times; i++) {
      watched.check();
    }
  }
}
