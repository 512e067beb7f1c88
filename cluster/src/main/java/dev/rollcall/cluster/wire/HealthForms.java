package dev.rollcall.cluster.wire;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Oversight;
import dev.rollcall.registry.state.StatusOverride;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The forms of checks and of what others say of an instance. A field's name is part of the format;
 * what most instances do not have takes no more than its name.
 */
final class HealthForms {
  private static final CompactForm<Check> CHECK =
      new CompactForm<>(Check.class, HealthForms::readCheck, HealthForms::write);

  private static final CompactForm<StatusOverride> OVERRIDE =
      new CompactForm<>(
          StatusOverride.class,
          in ->
              new StatusOverride(
                  Status.parse(text(in, "status")),
                  text(in, "reason"),
                  new HybridTime(in.readInt64("since"))),
          (out, override) -> {
            out.writeString("status", override.status().name());
            out.writeString("reason", override.reason());
            out.writeInt64("since", override.since().bits());
          });

  private static final CompactForm<CheckResult> RESULT =
      new CompactForm<>(
          CheckResult.class,
          in ->
              new CheckResult(
                  text(in, "check"),
                  Verdict.parse(text(in, "verdict")),
                  text(in, "output"),
                  new HybridTime(in.readInt64("since"))),
          (out, result) -> {
            out.writeString("check", result.check());
            out.writeString("verdict", result.verdict().name());
            out.writeString("output", result.output());
            out.writeInt64("since", result.since().bits());
          });

  static final List<CompactForm<?>> ALL = List.of(CHECK, OVERRIDE, RESULT);

  private HealthForms() {}

  /** How an instance is looked after, within the form of the instance. */
  static Supervision readSupervision(CompactReader in) {
    List<Check> checks = list(in.readArrayOfCompact("checks", Check.class));
    Integer removeAfter = in.readNullableInt32("removeAfterSeconds");
    return new Supervision(
        checks,
        Optional.ofNullable(removeAfter).map(Duration::ofSeconds),
        Duration.ofSeconds(in.readInt32("drainSeconds")));
  }

  static void write(CompactWriter out, Supervision supervision) {
    List<Check> checks = supervision.checks();
    out.writeArrayOfCompact("checks", checks.isEmpty() ? null : checks.toArray(Check[]::new));
    out.writeNullableInt32(
        "removeAfterSeconds",
        supervision.removeAfter().map(after -> (int) after.toSeconds()).orElse(null));
    out.writeInt32("drainSeconds", (int) supervision.drain().toSeconds());
  }

  /** What others say of an instance, within the form of what is registered. */
  static Oversight readOversight(CompactReader in) {
    Optional<StatusOverride> override = readOverride(in);
    List<CheckResult> results = list(in.readArrayOfCompact("results", CheckResult.class));
    return override.isEmpty() && results.isEmpty()
        ? Oversight.NONE
        : new Oversight(override, results);
  }

  static void write(CompactWriter out, Oversight oversight) {
    write(out, oversight.override());
    List<CheckResult> results = oversight.results();
    out.writeArrayOfCompact(
        "results", results.isEmpty() ? null : results.toArray(CheckResult[]::new));
  }

  static Optional<StatusOverride> readOverride(CompactReader in) {
    return Optional.ofNullable(in.<StatusOverride>readCompact("override"));
  }

  static void write(CompactWriter out, Optional<StatusOverride> override) {
    out.writeCompact("override", override.orElse(null));
  }

  private static Check readCheck(CompactReader in) {
    var pace =
        new Pace(
            Duration.ofMillis(in.readInt64("intervalMillis")),
            Duration.ofMillis(in.readInt64("timeoutMillis")),
            in.readInt32("rise"),
            in.readInt32("fall"),
            Verdict.parse(text(in, "initial")));
    return new Check(text(in, "name"), readProbe(in), pace);
  }

  private static void write(CompactWriter out, Check check) {
    out.writeString("name", check.name());
    write(out, check.probe());
    Pace pace = check.pace();
    out.writeInt64("intervalMillis", pace.interval().toMillis());
    out.writeInt64("timeoutMillis", pace.timeout().toMillis());
    out.writeInt32("rise", pace.rise());
    out.writeInt32("fall", pace.fall());
    out.writeString("initial", pace.initial().name());
  }

  private static Probe readProbe(CompactReader in) {
    String port = text(in, "port");
    String type = text(in, "type");
    return switch (type) {
      case "http", "https" -> readHttp(in, port, type.equals("https"));
      case "tcp" -> new Probe.Tcp(port);
      case "grpc", "grpcs" ->
          new Probe.Grpc(
              port, type.equals("grpcs"), Optional.ofNullable(in.readString("grpcService")));
      default -> throw new IllegalArgumentException("a probe of type " + type);
    };
  }

  private static Probe.Http readHttp(CompactReader in, String port, boolean isSecure) {
    String[] names = Objects.requireNonNull(in.readArrayOfString("headerNames"));
    String[] values = Objects.requireNonNull(in.readArrayOfString("headerValues"));
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      headers.put(names[i], values[i]);
    }
    return new Probe.Http(
        port,
        isSecure,
        text(in, "method"),
        text(in, "path"),
        headers,
        new Range(in.readInt32("leastStatus"), in.readInt32("mostStatus")));
  }

  /** Every kind has all fields, as a form has to. */
  private static void write(CompactWriter out, Probe probe) {
    Probe.@Nullable Http http = probe instanceof Probe.Http some ? some : null;
    out.writeString("port", probe.port());
    out.writeString("type", probe.type());
    out.writeString("method", http == null ? null : http.method());
    out.writeString("path", http == null ? null : http.path());
    out.writeArrayOfString(
        "headerNames", http == null ? null : http.headers().keySet().toArray(String[]::new));
    out.writeArrayOfString(
        "headerValues", http == null ? null : http.headers().values().toArray(String[]::new));
    out.writeInt32("leastStatus", http == null ? 0 : http.statuses().least());
    out.writeInt32("mostStatus", http == null ? 0 : http.statuses().most());
    out.writeString(
        "grpcService", probe instanceof Probe.Grpc grpc ? grpc.service().orElse(null) : null);
  }

  private static <T> List<T> list(@Nullable T @Nullable [] array) {
    return array == null ? List.of() : Stream.of(array).map(Objects::requireNonNull).toList();
  }

  private static String text(CompactReader in, String field) {
    return Objects.requireNonNull(in.readString(field), field);
  }
}
