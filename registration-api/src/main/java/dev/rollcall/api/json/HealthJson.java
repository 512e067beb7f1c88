package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Verdict;
import dev.rollcall.registry.state.CheckResult;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Oversight;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.StatusOverride;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How an instance is looked after, and what others say of it, as JSON; and back. */
final class HealthJson {
  private HealthJson() {}

  /** The state that counts, whose word it is, and why. */
  static JsonObject condition(Condition condition) {
    var json =
        new JsonObject()
            .put("status", condition.status().name())
            .put("why", condition.why().name().toLowerCase(Locale.ROOT));
    if (!condition.reason().isEmpty()) {
      json.put("reason", condition.reason());
    }
    return json;
  }

  /** Checks, when they remove the instance, and its drain time. */
  static JsonObject supervision(Supervision supervision) {
    var json = new JsonObject();
    if (!supervision.checks().isEmpty()) {
      json.put("checks", RegistryJson.array(supervision.checks(), CheckFields::json));
    }
    supervision.removeAfter().ifPresent(after -> json.put("removeAfterSeconds", after.toSeconds()));
    return json.put("drainSeconds", supervision.drain().toSeconds());
  }

  /** An operator's word and the results of checks, with those that stand as they did at first. */
  static JsonObject oversight(Registered held) {
    JsonObject json = override(held.oversight().override(), moment -> moment.instant().toString());
    List<Check> checks = held.instance().checks();
    if (!checks.isEmpty()) {
      json.put("results", RegistryJson.array(checks, check -> result(held.oversight(), check)));
    }
    return json;
  }

  /** The same for an export: what was said, with moments that can be read back exactly. */
  static JsonObject exported(Oversight oversight) {
    JsonObject json = override(oversight.override(), Moments::text);
    if (!oversight.results().isEmpty()) {
      json.put(
          "results", RegistryJson.array(oversight.results(), said -> result(said, Moments::text)));
    }
    return json;
  }

  /** An operator's word, where there is one. */
  static JsonObject override(
      Optional<StatusOverride> override, Function<HybridTime, String> moment) {
    var json = new JsonObject();
    override.ifPresent(
        word ->
            json.put(
                "override",
                new JsonObject()
                    .put("status", word.status().name())
                    .put("reason", word.reason())
                    .put("since", moment.apply(word.since()))));
    return json;
  }

  /** What an export says of what others said. */
  static Oversight read(Fields fields, Moments moments) {
    Optional<StatusOverride> override = readOverride(fields, moments);
    List<CheckResult> results =
        fields
            .objects("results")
            .map(all -> all.stream().map(each -> readResult(each, moments)).toList())
            .orElse(List.of());
    return override.isEmpty() && results.isEmpty()
        ? Oversight.NONE
        : new Oversight(override, results);
  }

  static Optional<StatusOverride> readOverride(Fields fields, Moments moments) {
    return fields
        .object("override")
        .map(
            said -> {
              var status = said.required("status", Status::parse);
              var since = said.required("since", moments::moment);
              StatusOverride word =
                  said.required("reason", reason -> new StatusOverride(status, reason, since));
              said.end();
              return word;
            });
  }

  private static CheckResult readResult(Fields said, Moments moments) {
    var check = said.required("check", text -> text);
    var verdict = said.required("verdict", Verdict::parse);
    var output = said.required("output", text -> text);
    var since = said.required("since", moments::moment);
    said.end();
    return new CheckResult(check, verdict, output, since);
  }

  private static JsonObject result(Oversight oversight, Check check) {
    return oversight
        .result(check.name())
        .map(said -> result(said, moment -> moment.instant().toString()))
        .orElseGet(
            () ->
                new JsonObject()
                    .put("check", check.name())
                    .put("verdict", check.pace().initial().toString()));
  }

  private static JsonObject result(CheckResult said, Function<HybridTime, String> moment) {
    return new JsonObject()
        .put("check", said.check())
        .put("verdict", said.verdict().toString())
        .put("output", said.output())
        .put("since", moment.apply(said.since()));
  }
}
