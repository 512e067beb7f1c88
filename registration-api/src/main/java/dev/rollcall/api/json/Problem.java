package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem report, RFC 9457.
 *
 * @param detail what happened, in one sentence that is fit for users
 * @param members what else is told, by name: {@code field}, {@code value}, {@code allowed} …
 */
public record Problem(ProblemKind kind, String detail, Map<String, Object> members) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail, Map.of());
  }

  /** A value that the domain refused. */
  public static Problem of(InvalidValueException refusal) {
    return of(ProblemKind.INVALID_VALUE, Objects.requireNonNull(refusal.getMessage()))
        .with("field", refusal.field())
        .with("value", refusal.value())
        .with("allowed", refusal.allowed());
  }

  /** A field that is wrong by its presence or absence, whatever it holds. */
  public static Problem ofField(String field, String what, String allowed) {
    return wrong(ProblemKind.INVALID_VALUE, field, what, allowed);
  }

  /** A header that announces a body which is not read; {@code value} is null without it. */
  public static Problem ofBodyHeader(String header, @Nullable String value, String allowed) {
    var kind = ProblemKind.UNSUPPORTED_MEDIA_TYPE;
    if (value == null) {
      return wrong(kind, header, "it is missing", allowed);
    }
    String shown = Shown.text(value);
    return wrong(kind, header, "'" + shown + "' is not allowed", allowed).with("value", shown);
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(kind, detail, more);
  }

  /** The same refusal of a field, which lies inside {@code outer}; others stay as they are. */
  Problem within(String outer) {
    Object field = members.get("field");
    return field == null
        ? this
        : new Problem(kind, outer + "." + detail, members).with("field", outer + "." + field);
  }

  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("type", kind.type())
            .put("title", kind.title())
            .put("status", kind.status())
            .put("detail", detail);
    members.forEach(json::put);
    return json;
  }

  private static Problem wrong(ProblemKind kind, String field, String what, String allowed) {
    return of(kind, field + ": " + what + "; allowed: " + allowed)
        .with("field", field)
        .with("allowed", allowed);
  }
}
