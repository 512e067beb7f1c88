package dev.rollcall.cluster.journal;

import dev.rollcall.cluster.journal.JournalItem.Dropped;
import dev.rollcall.cluster.journal.JournalItem.End;
import dev.rollcall.cluster.journal.JournalItem.Facts;
import dev.rollcall.cluster.journal.JournalItem.SignOfLife;
import dev.rollcall.cluster.journal.JournalItem.State;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.CookieKey;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of a journal as octets, in network order. Any change here is another {@link
 * FileHeader#FORMAT}.
 */
final class EntryCodec {
  private static final int REGISTERED = 1;
  private static final int TOMBSTONE = 2;
  private static final int DROPPED = 3;
  private static final int FACTS = 4;
  private static final int SIGN_OF_LIFE = 5;
  private static final int END = 6;

  /** The place in the list is the code on the disk. */
  private static final List<RemovalReason> REASONS =
      List.of(
          RemovalReason.DEREGISTERED,
          RemovalReason.EXPIRED,
          RemovalReason.CHECK_FAILED,
          RemovalReason.DRAINED);

  private EntryCodec() {}

  static byte[] encode(JournalItem item) {
    var octets = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(octets)) {
      write(out, item);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes all that a valid entry can hold
    }
    return octets.toByteArray();
  }

  static JournalItem decode(ByteBuffer octets) throws UnreadableItemException {
    try (var in = Frames.stream(octets)) {
      JournalItem item = read(in);
      if (in.available() > 0) {
        throw new UnreadableItemException(in.available() + " octets too many");
      }
      return item;
    } catch (IOException | RuntimeException e) {
      // Values check themselves where they are built: whatever they refuse is unreadable.
      throw new UnreadableItemException(e);
    }
  }

  private static void write(DataOutputStream out, JournalItem item) throws IOException {
    switch (item) {
      case State(Registered held) -> registered(out, held);
      case State(Tombstone tombstone) -> tombstone(out, tombstone);
      case Dropped(InstanceKey key, InstanceVersion version) -> {
        out.writeByte(DROPPED);
        key(out, key);
        version(out, version);
      }
      case Facts(Agreed agreed) -> facts(out, agreed);
      case SignOfLife(Instant at) -> {
        out.writeByte(SIGN_OF_LIFE);
        out.writeLong(at.toEpochMilli());
      }
      case End(int entries) -> {
        out.writeByte(END);
        out.writeInt(entries);
      }
    }
  }

  private static JournalItem read(DataInputStream in) throws IOException, UnreadableItemException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case REGISTERED -> new State(registered(in));
      case TOMBSTONE -> new State(tombstone(in));
      case DROPPED -> new Dropped(key(in), version(in));
      case FACTS -> new Facts(facts(in));
      case SIGN_OF_LIFE -> new SignOfLife(Instant.ofEpochMilli(in.readLong()));
      case END -> new End(in.readInt());
      default -> throw new UnreadableItemException("an item of kind " + kind);
    };
  }

  private static void registered(DataOutputStream out, Registered held) throws IOException {
    out.writeByte(REGISTERED);
    key(out, held.key());
    version(out, held.version());
    time(out, held.registered());
    time(out, held.changed());
    out.writeBoolean(held.restored());
    InstanceCodec.write(out, held.instance());
    HealthCodec.write(out, held.oversight());
  }

  private static Registered registered(DataInputStream in) throws IOException {
    InstanceKey key = key(in);
    InstanceVersion version = version(in);
    HybridTime registered = time(in);
    HybridTime changed = time(in);
    boolean restored = in.readBoolean();
    return new Registered(
        InstanceCodec.read(in, key),
        version,
        registered,
        changed,
        restored,
        HealthCodec.oversight(in));
  }

  private static Tombstone tombstone(DataInputStream in) throws IOException {
    return new Tombstone(
        key(in),
        version(in),
        REASONS.get(in.readUnsignedByte()),
        time(in),
        HealthCodec.override(in));
  }

  private static void tombstone(DataOutputStream out, Tombstone tombstone) throws IOException {
    out.writeByte(TOMBSTONE);
    key(out, tombstone.key());
    version(out, tombstone.version());
    out.writeByte(REASONS.indexOf(tombstone.reason()));
    time(out, tombstone.changed());
    HealthCodec.write(out, tombstone.override());
  }

  private static void facts(DataOutputStream out, Agreed agreed) throws IOException {
    out.writeByte(FACTS);
    out.writeLong(agreed.serial());
    out.writeLong(agreed.began());
    out.writeByte(agreed.cookieKeys().size());
    for (CookieKey key : agreed.cookieKeys()) {
      out.writeLong(key.high());
      out.writeLong(key.low());
      out.writeLong(key.activeFrom().toEpochMilli());
    }
  }

  private static Agreed facts(DataInputStream in) throws IOException {
    long serial = in.readLong();
    long began = in.readLong();
    int count = in.readUnsignedByte();
    var keys = new ArrayList<CookieKey>();
    for (int i = 0; i < count; i++) {
      keys.add(new CookieKey(in.readLong(), in.readLong(), Instant.ofEpochMilli(in.readLong())));
    }
    return new Agreed(serial, keys, began);
  }

  private static void key(DataOutputStream out, InstanceKey key) throws IOException {
    out.writeUTF(key.service().text());
    out.writeUTF(key.id().text());
  }

  private static InstanceKey key(DataInputStream in) throws IOException {
    return new InstanceKey(new ServiceName(in.readUTF()), new InstanceId(in.readUTF()));
  }

  private static void version(DataOutputStream out, InstanceVersion version) throws IOException {
    time(out, version.incarnation());
    out.writeLong(version.version());
  }

  private static InstanceVersion version(DataInputStream in) throws IOException {
    return new InstanceVersion(time(in), in.readLong());
  }

  private static void time(DataOutputStream out, HybridTime time) throws IOException {
    out.writeLong(time.bits());
  }

  private static HybridTime time(DataInputStream in) throws IOException {
    return new HybridTime(in.readLong());
  }
}
