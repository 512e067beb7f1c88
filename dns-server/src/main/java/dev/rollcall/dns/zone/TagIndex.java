package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.NameHash;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which instances have which tag: labels to bitmaps, by open addressing. Immutable. */
final class TagIndex {
  private static final class Tag {
    private final byte[] label;
    private final long[] instances;

    Tag(String label, long[] instances) {
      this.label = label.getBytes(StandardCharsets.US_ASCII);
      this.instances = instances;
    }

    int hash() {
      return NameHash.of(label, 0, label.length);
    }
  }

  private final @Nullable Tag[] slots;

  /**
   * @param instances a bit for each that has the tag, by the tag's label in lower case
   */
  TagIndex(Map<String, long[]> instances) {
    this.slots = new @Nullable Tag[Integer.highestOneBit(Math.max(1, instances.size())) * 4];
    instances.forEach((label, bits) -> put(new Tag(label, bits)));
  }

  /** The instances that have the tag which stands there in the name, null for none. */
  long @Nullable [] having(SoughtName name, int label) {
    int mask = slots.length - 1;
    for (int slot = name.labelHash(label) & mask; ; slot = slot + 1 & mask) {
      Tag tag = slots[slot];
      if (tag == null) {
        return null;
      }
      if (name.isLabel(label, tag.label)) {
        return tag.instances;
      }
    }
  }

  private void put(Tag tag) {
    int mask = slots.length - 1;
    int slot = tag.hash() & mask;
    while (slots[slot] != null) {
      slot = slot + 1 & mask;
    }
    slots[slot] = tag;
  }
}
