package dev.rollcall.cluster.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  @Property
  void whatIsWrittenIsRead(@ForAll @From(supplier = AnyItem.class) JournalItem item)
      throws UnreadableItemException {
    assertEquals(item, decode(EntryCodec.encode(item)));
  }

  @Property
  void garbageIsRefusedAndNothingElse(@ForAll byte[] garbage) {
    readOrRefuse(garbage);
  }

  @Property
  void whatIsCutOrTooLongIsRefused(
      @ForAll @From(supplier = AnyItem.class) JournalItem item, @ForAll int at) {
    byte[] whole = EntryCodec.encode(item);
    byte[] cut = Arrays.copyOf(whole, Math.floorMod(at, whole.length));
    assertThrows(UnreadableItemException.class, () -> decode(cut));
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThrows(UnreadableItemException.class, () -> decode(longer));
  }

  @Property
  void whatIsOverwrittenIsReadOrRefused(
      @ForAll @From(supplier = AnyItem.class) JournalItem item, @ForAll int at, @ForAll byte with) {
    byte[] octets = EntryCodec.encode(item);
    octets[Math.floorMod(at, octets.length)] = with;
    readOrRefuse(octets);
  }

  /** What is on disks is to be read by later versions. */
  @Test
  void theFormatIsAsItWas() {
    var version = new InstanceVersion(new HybridTime(1), 2);
    var dropped = new JournalItem.Dropped(InstanceKey.of("db", "a"), version);
    byte[] expected =
        HexFormat.of().parseHex("03" + "00026462" + "000161" + "%016x%016x".formatted(1, 2));
    assertArrayEquals(expected, EntryCodec.encode(dropped));
  }

  private static JournalItem decode(byte[] octets) throws UnreadableItemException {
    return EntryCodec.decode(ByteBuffer.wrap(octets));
  }

  private static void readOrRefuse(byte[] octets) {
    try {
      JournalItem item = decode(octets);
      assertEquals(item, decode(EntryCodec.encode(item)));
    } catch (UnreadableItemException e) {
      assertThrows(UnreadableItemException.class, () -> decode(octets));
    }
  }
}
