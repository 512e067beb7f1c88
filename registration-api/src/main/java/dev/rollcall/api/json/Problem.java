package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
    return of(ProblemKind.INVALID_VALUE, field + ": " + what + "; allowed: " + allowed)
        .with("field", field)
        .with("allowed", allowed);
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(kind, detail, more);
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
}
