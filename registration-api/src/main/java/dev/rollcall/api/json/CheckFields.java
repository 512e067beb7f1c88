package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.instance.Verdict;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The field {@code checks}: an array of objects, each a check of one kind. */
public final class CheckFields {
  private static final Pattern STATUSES = Pattern.compile("([0-9]{3})(?:-([0-9]{3}))?");
  private static final Range COUNTS = Pace.COUNTS;

  private CheckFields() {}

  /**
   * Reads the checks.
   *
   * @param port which one a check asks that names none
   */
  static Optional<List<Check>> read(Fields body, String port) {
    return read(body, "checks", port);
  }

  /** The same from a field of another name. */
  static Optional<List<Check>> read(Fields body, String field, String port) {
    return body.objects(field).map(all -> all.stream().map(fields -> check(fields, port)).toList());
  }

  /** A check as it is read, with all that it left out. */
  public static JsonObject json(Check check) {
    Pace pace = check.pace();
    return new JsonObject()
        .put("name", check.name())
        .put("type", check.probe().type())
        .put("port", check.probe().port())
        .mergeIn(details(check.probe()))
        .put("intervalSeconds", number(Pace.seconds(pace.interval())))
        .put("timeoutSeconds", number(Pace.seconds(pace.timeout())))
        .put("rise", pace.rise())
        .put("fall", pace.fall())
        .put("initial", pace.initial().toString());
  }

  private static Check check(Fields fields, String defaultPort) {
    String port = fields.text("port", text -> text).orElse(defaultPort);
    Probe probe = probe(fields, fields.required("type", text -> text), port);
    Pace pace = pace(fields);
    var name = fields.text("name", text -> text).orElse(Check.defaultName(probe));
    fields.end();
    return within(fields, () -> new Check(name, probe, pace));
  }

  private static Probe probe(Fields fields, String type, String port) {
    return switch (type) {
      case "http", "https" -> http(fields, port, type.equals("https"));
      case "tcp" -> within(fields, () -> new Probe.Tcp(port));
      case "grpc", "grpcs" -> {
        Optional<String> service = fields.text("service", text -> text);
        yield within(fields, () -> new Probe.Grpc(port, type.equals("grpcs"), service));
      }
      default ->
          throw new InvalidValueException(
              fields.path("type"), type, "http, https, tcp, grpc or grpcs");
    };
  }

  private static Probe http(Fields fields, String port, boolean isSecure) {
    String method = fields.text("method", text -> text).orElse("GET");
    String path = fields.text("path", text -> text).orElse("/");
    Map<String, String> headers = fields.object("headers").map(CheckFields::texts).orElse(Map.of());
    Range statuses = fields.text("statuses", CheckFields::statuses).orElse(Probe.Http.SUCCESS);
    return within(fields, () -> new Probe.Http(port, isSecure, method, path, headers, statuses));
  }

  private static Pace pace(Fields fields) {
    Pace usual = Pace.DEFAULT;
    var interval =
        fields
            .seconds("intervalSeconds", Pace.SHORTEST_INTERVAL, Pace.LONGEST_INTERVAL)
            .orElse(usual.interval());
    // A short interval has a timeout that fits; one that was asked for has to fit by itself.
    var fitting = usual.timeout().compareTo(interval) < 0 ? usual.timeout() : interval;
    var timeout =
        fields
            .seconds("timeoutSeconds", Pace.SHORTEST_TIMEOUT, Pace.LONGEST_TIMEOUT)
            .orElse(fitting);
    int rise = fields.integer("rise", COUNTS).orElse(usual.rise());
    int fall = fields.integer("fall", COUNTS).orElse(usual.fall());
    Verdict initial = fields.text("initial", Verdict::parse).orElse(usual.initial());
    return within(fields, () -> new Pace(interval, timeout, rise, fall, initial));
  }

  private static Map<String, String> texts(Fields fields) {
    var texts = new LinkedHashMap<String, String>();
    for (String name : fields.names()) {
      fields.text(name, text -> text).ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  private static Range statuses(String text) {
    Matcher matcher = STATUSES.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidValueException(
          "statuses", text, "a status or a range of them, such as 200-299");
    }
    int least = Integer.parseInt(matcher.group(1));
    int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
    return new Range(least, most);
  }

  /** The values of a check refuse their fields by name; here they lie in an array. */
  private static <T> T within(Fields fields, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidValueException e) {
      throw e.as(fields.path(e.field()));
    }
  }

  private static JsonObject details(Probe probe) {
    return switch (probe) {
      case Probe.Http http ->
          new JsonObject()
              .put("method", http.method())
              .put("path", http.path())
              .put("headers", new JsonObject(new LinkedHashMap<>(http.headers())))
              .put("statuses", http.statuses().least() + "-" + http.statuses().most());
      case Probe.Tcp _ -> new JsonObject();
      case Probe.Grpc grpc -> {
        var details = new JsonObject();
        grpc.service().ifPresent(service -> details.put("service", service));
        yield details;
      }
    };
  }

  /** Whole seconds without a fraction. */
  private static Number number(String seconds) {
    return seconds.contains(".") ? (Number) Double.valueOf(seconds) : Long.valueOf(seconds);
  }
}
