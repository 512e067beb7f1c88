package dev.rollcall.cluster.wire;

import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;

/**
 * A summary of the entries of one partition, or of all settings: how many, and the exclusive or of
 * their hashes. Entries may be added and taken away in any order.
 */
public record Digest(long count, long hash) {
  public static final Digest EMPTY = new Digest(0, 0);

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  public Digest plus(Entry entry) {
    return new Digest(count + 1, hash ^ hashOf(entry));
  }

  public Digest plus(SettingsEntry entry) {
    return new Digest(count + 1, hash ^ hashOf(entry));
  }

  public Digest minus(Entry entry) {
    return new Digest(count - 1, hash ^ hashOf(entry));
  }

  Digest plus(Digest other) {
    return new Digest(count + other.count, hash ^ other.hash);
  }

  private static long hashOf(Entry entry) {
    long mixed = entry.isRestored() ? ~entry.key().hash64() : entry.key().hash64();
    mixed = (mixed ^ entry.version().incarnation().bits()) * GOLDEN;
    mixed = (mixed ^ mixed >>> 29 ^ entry.version().version()) * GOLDEN;
    mixed = (mixed ^ mixed >>> 29 ^ entry.changed().bits()) * GOLDEN;
    return mixed ^ mixed >>> 32;
  }

  private static long hashOf(SettingsEntry entry) {
    long mixed = (entry.changed().bits() ^ entry.service().text().hashCode()) * GOLDEN;
    // Of what hash codes give, only those of text are the same on every node.
    mixed = (mixed ^ mixed >>> 29 ^ entry.settings().toString().hashCode()) * GOLDEN;
    return mixed ^ mixed >>> 32;
  }
}
