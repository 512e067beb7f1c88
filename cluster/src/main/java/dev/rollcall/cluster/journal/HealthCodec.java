package dev.rollcall.cluster.journal;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Oversight;
import dev.rollcall.registry.state.StatusOverride;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks, and what others say of an instance. Counts and codes take an octet each. */
final class HealthCodec {
  // The place in the list is the code on the disk.
  private static final List<Verdict> VERDICTS = List.of(Verdict.PASSING, Verdict.FAILING);
  private static final List<String> TYPES = List.of("http", "https", "tcp", "grpc", "grpcs");

  /** In place of the seconds after which failing checks remove an instance. */
  private static final int NEVER = 0;

  private HealthCodec() {}

  static void write(DataOutputStream out, Supervision supervision) throws IOException {
    out.writeByte(supervision.checks().size());
    for (Check check : supervision.checks()) {
      write(out, check);
    }
    out.writeInt(supervision.removeAfter().map(after -> (int) after.toSeconds()).orElse(NEVER));
    out.writeShort((int) supervision.drain().toSeconds());
  }

  static Supervision supervision(DataInputStream in) throws IOException {
    int count = in.readUnsignedByte();
    var checks = new ArrayList<Check>();
    for (int i = 0; i < count; i++) {
      checks.add(check(in));
    }
    int removeAfter = in.readInt();
    return new Supervision(
        checks,
        Optional.of(Duration.ofSeconds(removeAfter)).filter(after -> removeAfter != NEVER),
        Duration.ofSeconds(in.readUnsignedShort()));
  }

  static void write(DataOutputStream out, Oversight oversight) throws IOException {
    write(out, oversight.override());
    out.writeByte(oversight.results().size());
    for (CheckResult result : oversight.results()) {
      out.writeUTF(result.check());
      out.writeByte(VERDICTS.indexOf(result.verdict()));
      out.writeUTF(result.output());
      out.writeLong(result.since().bits());
    }
  }

  static Oversight oversight(DataInputStream in) throws IOException {
    Optional<StatusOverride> override = override(in);
    int count = in.readUnsignedByte();
    if (override.isEmpty() && count == 0) {
      return Oversight.NONE;
    }
    var results = new ArrayList<CheckResult>();
    for (int i = 0; i < count; i++) {
      results.add(
          new CheckResult(
              in.readUTF(),
              VERDICTS.get(in.readUnsignedByte()),
              in.readUTF(),
              new HybridTime(in.readLong())));
    }
    return new Oversight(override, results);
  }

  static void write(DataOutputStream out, Optional<StatusOverride> override) throws IOException {
    out.writeBoolean(override.isPresent());
    if (override.isPresent()) {
      StatusOverride word = override.get();
      out.writeByte(InstanceCodec.STATUSES.indexOf(word.status()));
      out.writeUTF(word.reason());
      out.writeLong(word.since().bits());
    }
  }

  static Optional<StatusOverride> override(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(
            new StatusOverride(
                InstanceCodec.STATUSES.get(in.readUnsignedByte()),
                in.readUTF(),
                new HybridTime(in.readLong())))
        : Optional.empty();
  }

  private static void write(DataOutputStream out, Check check) throws IOException {
    out.writeUTF(check.name());
    out.writeByte(TYPES.indexOf(check.probe().type()));
    out.writeUTF(check.probe().port());
    switch (check.probe()) {
      case Probe.Http http -> write(out, http);
      case Probe.Tcp _ -> {}
      case Probe.Grpc grpc -> out.writeUTF(grpc.service().orElse(""));
    }
    Pace pace = check.pace();
    out.writeInt((int) pace.interval().toMillis());
    out.writeInt((int) pace.timeout().toMillis());
    out.writeByte(pace.rise());
    out.writeByte(pace.fall());
    out.writeByte(VERDICTS.indexOf(pace.initial()));
  }

  private static Check check(DataInputStream in) throws IOException {
    String name = in.readUTF();
    Probe probe = probe(in, TYPES.get(in.readUnsignedByte()), in.readUTF());
    var pace =
        new Pace(
            Duration.ofMillis(in.readInt()),
            Duration.ofMillis(in.readInt()),
            in.readUnsignedByte(),
            in.readUnsignedByte(),
            VERDICTS.get(in.readUnsignedByte()));
    return new Check(name, probe, pace);
  }

  private static Probe probe(DataInputStream in, String type, String port) throws IOException {
    return switch (type) {
      case "tcp" -> new Probe.Tcp(port);
      case "grpc", "grpcs" ->
          new Probe.Grpc(
              port,
              type.equals("grpcs"),
              Optional.of(in.readUTF()).filter(service -> !service.isEmpty()));
      default -> http(in, port, type.equals("https"));
    };
  }

  private static void write(DataOutputStream out, Probe.Http http) throws IOException {
    out.writeUTF(http.method());
    out.writeUTF(http.path());
    out.writeByte(http.headers().size());
    for (Map.Entry<String, String> header : http.headers().entrySet()) {
      out.writeUTF(header.getKey());
      out.writeUTF(header.getValue());
    }
    out.writeShort(http.statuses().least());
    out.writeShort(http.statuses().most());
  }

  private static Probe.Http http(DataInputStream in, String port, boolean isSecure)
      throws IOException {
    String method = in.readUTF();
    String path = in.readUTF();
    int count = in.readUnsignedByte();
    var headers = new TreeMap<String, String>();
    for (int i = 0; i < count; i++) {
      headers.put(in.readUTF(), in.readUTF());
    }
    var statuses = new Range(in.readUnsignedShort(), in.readUnsignedShort());
    return new Probe.Http(port, isSecure, method, path, headers, statuses);
  }
}
