package dev.rollcall.cluster.wire;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import dev.rollcall.cluster.company.Leaving;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Command;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import dev.rollcall.registry.state.Transition;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms of all that members send one another. A field's name is part of the format. */
public final class CompactForms {
  private static final CompactForm<InstanceKey> KEY =
      new CompactForm<>(InstanceKey.class, CompactForms::key, CompactForms::key);

  private static final CompactForm<Registered> REGISTERED =
      new CompactForm<>(
          Registered.class,
          in ->
              new Registered(
                  InstanceForm.read(in, key(in)),
                  version(in),
                  time(in, "registered"),
                  time(in, "changed"),
                  in.readBoolean("restored"),
                  HealthForms.readOversight(in)),
          (out, held) -> {
            key(out, held.key());
            InstanceForm.write(out, held.instance());
            version(out, held.version());
            time(out, "registered", held.registered());
            time(out, "changed", held.changed());
            out.writeBoolean("restored", held.restored());
            HealthForms.write(out, held.oversight());
          });

  private static final CompactForm<Tombstone> TOMBSTONE =
      new CompactForm<>(
          Tombstone.class,
          in ->
              new Tombstone(
                  key(in),
                  version(in),
                  RemovalReason.valueOf(present(in.readString("reason"))),
                  time(in, "changed"),
                  HealthForms.readOverride(in)),
          (out, tombstone) -> {
            key(out, tombstone.key());
            version(out, tombstone.version());
            out.writeString("reason", tombstone.reason().name());
            time(out, "changed", tombstone.changed());
            HealthForms.write(out, tombstone.override());
          });

  private static final CompactForm<Command.Register> REGISTER =
      new CompactForm<>(
          Command.Register.class,
          in -> new Command.Register(InstanceForm.read(in, key(in))),
          (out, command) -> {
            key(out, command.key());
            InstanceForm.write(out, command.instance());
          });

  private static final CompactForm<Command.Amend> AMEND =
      new CompactForm<>(
          Command.Amend.class,
          in -> new Command.Amend(key(in), InstanceForm.readAmendment(in)),
          (out, command) -> {
            key(out, command.key());
            InstanceForm.writeAmendment(out, command.amendment());
          });

  private static final CompactForm<Command.Confirm> CONFIRM =
      new CompactForm<>(
          Command.Confirm.class,
          in -> new Command.Confirm(key(in)),
          (out, command) -> key(out, command.key()));

  private static final CompactForm<Command.Oversee> OVERSEE =
      new CompactForm<>(
          Command.Oversee.class,
          in -> new Command.Oversee(key(in), HealthForms.readOverride(in)),
          (out, command) -> {
            key(out, command.key());
            HealthForms.write(out, command.override());
          });

  private static final CompactForm<Command.Report> REPORT =
      new CompactForm<>(
          Command.Report.class,
          in ->
              new Command.Report(
                  key(in), time(in, "registered"), present(in.<CheckResult>readCompact("result"))),
          (out, command) -> {
            key(out, command.key());
            time(out, "registered", command.registered());
            out.writeCompact("result", command.result());
          });

  private static final CompactForm<Command.Remove> REMOVE =
      new CompactForm<>(
          Command.Remove.class,
          in ->
              new Command.Remove(
                  key(in), version(in), RemovalReason.valueOf(present(in.readString("reason")))),
          (out, command) -> {
            key(out, command.key());
            version(out, command.version());
            out.writeString("reason", command.reason().name());
          });

  private static final CompactForm<Command.Deregister> DEREGISTER =
      new CompactForm<>(
          Command.Deregister.class,
          in -> new Command.Deregister(key(in)),
          (out, command) -> key(out, command.key()));

  private static final CompactForm<Command.Expire> EXPIRE =
      new CompactForm<>(
          Command.Expire.class,
          in -> new Command.Expire(key(in), time(in, "registered")),
          (out, command) -> {
            key(out, command.key());
            time(out, "registered", command.registered());
          });

  private static final CompactForm<Command.Revive> REVIVE =
      new CompactForm<>(
          Command.Revive.class,
          in -> new Command.Revive(present(in.<Registered>readCompact("held")), version(in)),
          (out, command) -> {
            out.writeCompact("held", command.held());
            version(out, command.expired());
          });

  private static final CompactForm<Command.Merge> MERGE =
      new CompactForm<>(
          Command.Merge.class,
          in -> new Command.Merge(present(in.<Entry>readCompact("entry"))),
          (out, command) -> out.writeCompact("entry", command.entry()));

  private static final CompactForm<Command.Forget> FORGET =
      new CompactForm<>(
          Command.Forget.class,
          in -> new Command.Forget(key(in), version(in)),
          (out, command) -> {
            key(out, command.key());
            version(out, command.version());
          });

  private static final CompactForm<CommandProcessor> PROCESSOR =
      new CompactForm<>(
          CommandProcessor.class,
          in ->
              new CommandProcessor(
                  present(in.<Command>readCompact("command")),
                  time(in, "now"),
                  in.readBoolean("repeated")),
          (out, processor) -> {
            out.writeCompact("command", processor.command());
            time(out, "now", processor.now());
            out.writeBoolean("repeated", processor.isRepeated());
          });

  private static final CompactForm<MergeEntries> MERGE_ENTRIES =
      new CompactForm<>(
          MergeEntries.class,
          in ->
              MergeEntries.of(
                  Stream.of(
                          present(in.readArrayOfCompact("registered", Registered.class)),
                          present(in.readArrayOfCompact("tombstones", Tombstone.class)))
                      .<Entry>flatMap(Stream::of)
                      .toList(),
                  in.readBoolean("repeated")),
          (out, merge) -> {
            // An array of this form holds one class only.
            out.writeArrayOfCompact("registered", of(Registered.class, merge));
            out.writeArrayOfCompact("tombstones", of(Tombstone.class, merge));
            out.writeBoolean("repeated", merge.isRepeated());
          });

  private static final CompactForm<Transition> TRANSITION =
      new CompactForm<>(
          Transition.class,
          in -> new Transition(in.<Entry>readCompact("before"), in.<Entry>readCompact("after")),
          (out, made) -> {
            out.writeCompact("before", made.before());
            out.writeCompact("after", made.after());
          });

  private static final CompactForm<Leaving> LEAVING =
      new CompactForm<>(
          Leaving.class,
          in -> new Leaving(present(in.readString("id"))),
          (out, leaving) -> out.writeString("id", leaving.id()));

  private static final CompactForm<DigestAggregator> DIGEST_AGGREGATOR =
      new CompactForm<>(
          DigestAggregator.class,
          in -> new DigestAggregator(digest(in)),
          (out, aggregator) -> digest(out, aggregator.aggregate()));

  private static final CompactForm<Digest> DIGEST =
      new CompactForm<>(Digest.class, CompactForms::digest, CompactForms::digest);

  private static final List<CompactForm<?>> OF_THE_REGISTRY =
      List.of(
          KEY,
          REGISTERED,
          TOMBSTONE,
          REGISTER,
          AMEND,
          CONFIRM,
          OVERSEE,
          REPORT,
          REMOVE,
          DEREGISTER,
          EXPIRE,
          REVIVE,
          MERGE,
          FORGET,
          PROCESSOR,
          MERGE_ENTRIES,
          TRANSITION,
          LEAVING,
          DIGEST_AGGREGATOR,
          DIGEST);

  public static final List<CompactForm<?>> ALL =
      Stream.of(OF_THE_REGISTRY, HealthForms.ALL, LeaseForms.ALL, AgreedForms.ALL)
          .<CompactForm<?>>flatMap(List::stream)
          .toList();

  private CompactForms() {}

  @SuppressWarnings("unchecked")
  private static <E extends Entry> E[] of(Class<E> type, MergeEntries merge) {
    return merge.entries().values().stream()
        .filter(type::isInstance)
        .toArray(size -> (E[]) Array.newInstance(type, size));
  }

  private static InstanceKey key(CompactReader in) {
    return new InstanceKey(
        new ServiceName(present(in.readString("service"))),
        new InstanceId(present(in.readString("id"))));
  }

  private static void key(CompactWriter out, InstanceKey key) {
    out.writeString("service", key.service().text());
    out.writeString("id", key.id().text());
  }

  private static InstanceVersion version(CompactReader in) {
    return new InstanceVersion(time(in, "incarnation"), in.readInt64("version"));
  }

  private static void version(CompactWriter out, InstanceVersion version) {
    time(out, "incarnation", version.incarnation());
    out.writeInt64("version", version.version());
  }

  private static HybridTime time(CompactReader in, String field) {
    return new HybridTime(in.readInt64(field));
  }

  private static void time(CompactWriter out, String field, HybridTime time) {
    out.writeInt64(field, time.bits());
  }

  private static Digest digest(CompactReader in) {
    return new Digest(in.readInt64("count"), in.readInt64("hash"));
  }

  private static void digest(CompactWriter out, Digest digest) {
    out.writeInt64("count", digest.count());
    out.writeInt64("hash", digest.hash());
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value, "a field of a member's message");
  }
}
