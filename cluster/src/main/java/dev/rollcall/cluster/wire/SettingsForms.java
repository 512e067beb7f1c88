package dev.rollcall.cluster.wire;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.LocalityPreference;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsCommand;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.service.SettingsTransition;
import dev.rollcall.registry.state.HybridTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms of service settings. A field's name is part of the format. */
final class SettingsForms {
  private static final CompactForm<ServiceSettings> SETTINGS =
      new CompactForm<>(ServiceSettings.class, SettingsForms::read, SettingsForms::write);

  private static final CompactForm<SettingsEntry> ENTRY =
      new CompactForm<>(
          SettingsEntry.class,
          in ->
              new SettingsEntry(
                  service(in),
                  new HybridTime(in.readInt64("changed")),
                  Optional.ofNullable(in.<ServiceSettings>readCompact("settings"))),
          (out, entry) -> {
            out.writeString("service", entry.service().text());
            out.writeInt64("changed", entry.changed().bits());
            out.writeCompact("settings", entry.settings().orElse(null));
          });

  private static final CompactForm<Precondition> PRECONDITION =
      new CompactForm<>(
          Precondition.class,
          in ->
              new Precondition(
                  in.readBoolean("none"),
                  Optional.ofNullable(in.readArrayOfInt64("versions"))
                      .map(SettingsForms::versions)),
          (out, only) -> {
            out.writeBoolean("none", only.none());
            out.writeArrayOfInt64(
                "versions",
                only.versions()
                    .map(all -> all.stream().mapToLong(HybridTime::bits).toArray())
                    .orElse(null));
          });

  private static final CompactForm<SettingsCommand.Put> PUT =
      new CompactForm<>(
          SettingsCommand.Put.class,
          in ->
              new SettingsCommand.Put(
                  service(in),
                  present(in.<ServiceSettings>readCompact("settings")),
                  present(in.<Precondition>readCompact("only"))),
          (out, put) -> {
            out.writeString("service", put.service().text());
            out.writeCompact("settings", put.settings());
            out.writeCompact("only", put.only());
          });

  private static final CompactForm<SettingsCommand.Delete> DELETE =
      new CompactForm<>(
          SettingsCommand.Delete.class,
          in ->
              new SettingsCommand.Delete(
                  service(in), present(in.<Precondition>readCompact("only"))),
          (out, delete) -> {
            out.writeString("service", delete.service().text());
            out.writeCompact("only", delete.only());
          });

  private static final CompactForm<SettingsCommand.Merge> MERGE =
      new CompactForm<>(
          SettingsCommand.Merge.class,
          "MergeSettings",
          in -> new SettingsCommand.Merge(present(in.<SettingsEntry>readCompact("entry"))),
          (out, merge) -> out.writeCompact("entry", merge.entry()));

  private static final CompactForm<SettingsCommand.Forget> FORGET =
      new CompactForm<>(
          SettingsCommand.Forget.class,
          "ForgetSettings",
          in -> new SettingsCommand.Forget(service(in), new HybridTime(in.readInt64("deleted"))),
          (out, forget) -> {
            out.writeString("service", forget.service().text());
            out.writeInt64("deleted", forget.deleted().bits());
          });

  private static final CompactForm<SettingsProcessor> PROCESSOR =
      new CompactForm<>(
          SettingsProcessor.class,
          in ->
              new SettingsProcessor(
                  present(in.<SettingsCommand>readCompact("command")),
                  new HybridTime(in.readInt64("now")),
                  in.readBoolean("repeated")),
          (out, processor) -> {
            out.writeCompact("command", processor.command());
            out.writeInt64("now", processor.now().bits());
            out.writeBoolean("repeated", processor.isRepeated());
          });

  private static final CompactForm<SettingsTransition> TRANSITION =
      new CompactForm<>(
          SettingsTransition.class,
          in ->
              new SettingsTransition(
                  in.<SettingsEntry>readCompact("before"),
                  in.<SettingsEntry>readCompact("after"),
                  in.readBoolean("met")),
          (out, made) -> {
            out.writeCompact("before", made.before());
            out.writeCompact("after", made.after());
            out.writeBoolean("met", made.met());
          });

  static final List<CompactForm<?>> ALL =
      List.of(SETTINGS, ENTRY, PRECONDITION, PUT, DELETE, MERGE, FORGET, PROCESSOR, TRANSITION);

  private SettingsForms() {}

  private static ServiceSettings read(CompactReader in) {
    return new ServiceSettings(
        Optional.ofNullable(in.readNullableInt32("ttl")).map(Duration::ofSeconds),
        number(in, "answerLimit"),
        Optional.ofNullable(in.readNullableBoolean("subset")),
        Optional.ofNullable(in.readNullableBoolean("failOpen")),
        number(in, "preservationShare"),
        checks(in),
        locality(in),
        Optional.ofNullable(in.readString("maintenance")).map(Maintenance::new));
  }

  private static void write(CompactWriter out, ServiceSettings settings) {
    out.writeNullableInt32("ttl", settings.ttl().map(ttl -> (int) ttl.toSeconds()).orElse(null));
    number(out, "answerLimit", settings.answerLimit());
    out.writeNullableBoolean("subset", settings.subset().orElse(null));
    out.writeNullableBoolean("failOpen", settings.failOpen().orElse(null));
    number(out, "preservationShare", settings.preservationShare());
    List<Check> checks = settings.defaultChecks();
    out.writeArrayOfCompact("checks", checks.isEmpty() ? null : checks.toArray(Check[]::new));
    Optional<LocalityPreference> locality = settings.locality();
    out.writeString("locality", locality.map(each -> each.mode().name()).orElse(null));
    number(
        out,
        "minHealthyShare",
        locality.map(LocalityPreference::minHealthyShare).orElse(OptionalInt.empty()));
    out.writeString("maintenance", settings.maintenance().map(Maintenance::reason).orElse(null));
  }

  private static List<Check> checks(CompactReader in) {
    @Nullable Check @Nullable [] checks = in.readArrayOfCompact("checks", Check.class);
    return checks == null
        ? List.of()
        : Stream.of(checks).<Check>map(SettingsForms::present).toList();
  }

  private static Optional<LocalityPreference> locality(CompactReader in) {
    OptionalInt share = number(in, "minHealthyShare");
    return Optional.ofNullable(in.readString("locality"))
        .map(mode -> new LocalityPreference(Mode.valueOf(mode), share));
  }

  private static OptionalInt number(CompactReader in, String field) {
    @Nullable Integer value = in.readNullableInt32(field);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static void number(CompactWriter out, String field, OptionalInt value) {
    out.writeNullableInt32(field, value.isPresent() ? value.getAsInt() : null);
  }

  private static Set<HybridTime> versions(long[] bits) {
    return LongStream.of(bits).mapToObj(HybridTime::new).collect(Collectors.toSet());
  }

  private static ServiceName service(CompactReader in) {
    return new ServiceName(present(in.readString("service")));
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value, "a field of a member's message");
  }
}
