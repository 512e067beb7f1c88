package dev.rollcall.cluster.journal;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.LocalityPreference;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.HybridTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of a service. Whatever may be left out follows an octet that says whether. */
final class SettingsCodec {
  /** The place in the list is the code on the disk. */
  private static final List<Mode> MODES = List.of(Mode.PREFER, Mode.OFF);

  private SettingsCodec() {}

  /** Writes one of the values that may be left out. */
  private interface Writing<T> {
    void write(T value) throws IOException;
  }

  /** Reads one of them. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  static void write(DataOutputStream out, SettingsEntry entry) throws IOException {
    out.writeUTF(entry.service().text());
    out.writeLong(entry.changed().bits());
    optional(out, entry.settings(), settings -> write(out, settings));
  }

  static SettingsEntry read(DataInputStream in) throws IOException {
    var service = new ServiceName(in.readUTF());
    var changed = new HybridTime(in.readLong());
    return new SettingsEntry(service, changed, optional(in, () -> settings(in)));
  }

  private static void write(DataOutputStream out, ServiceSettings settings) throws IOException {
    optional(out, settings.ttl(), ttl -> out.writeInt((int) ttl.toSeconds()));
    number(out, settings.answerLimit());
    optional(out, settings.subset(), out::writeBoolean);
    optional(out, settings.failOpen(), out::writeBoolean);
    number(out, settings.preservationShare());
    HealthCodec.write(out, settings.defaultChecks());
    optional(out, settings.locality(), locality -> write(out, locality));
    optional(out, settings.maintenance(), maintenance -> out.writeUTF(maintenance.reason()));
  }

  private static ServiceSettings settings(DataInputStream in) throws IOException {
    return new ServiceSettings(
        optional(in, () -> Duration.ofSeconds(in.readInt())),
        number(in),
        optional(in, in::readBoolean),
        optional(in, in::readBoolean),
        number(in),
        HealthCodec.checks(in),
        optional(in, () -> locality(in)),
        optional(in, () -> new Maintenance(in.readUTF())));
  }

  private static void write(DataOutputStream out, LocalityPreference locality) throws IOException {
    out.writeByte(MODES.indexOf(locality.mode()));
    number(out, locality.minHealthyShare());
  }

  private static LocalityPreference locality(DataInputStream in) throws IOException {
    return new LocalityPreference(MODES.get(in.readUnsignedByte()), number(in));
  }

  private static void number(DataOutputStream out, OptionalInt value) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      out.writeInt(value.getAsInt());
    }
  }

  private static OptionalInt number(DataInputStream in) throws IOException {
    return in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
  }

  private static <T> void optional(DataOutputStream out, Optional<T> value, Writing<T> writing)
      throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      writing.write(value.get());
    }
  }

  private static <T> Optional<T> optional(DataInputStream in, Reading<T> reading)
      throws IOException {
    return in.readBoolean() ? Optional.of(reading.read()) : Optional.empty();
  }
}
