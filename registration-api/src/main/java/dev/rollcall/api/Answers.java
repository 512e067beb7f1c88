package dev.rollcall.api;

import dev.rollcall.api.json.Conditions;
import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RegistryJson;
import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Merging;
import dev.rollcall.registry.NotRegistered;
import dev.rollcall.registry.Registration;
import dev.rollcall.registry.Removal;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Registered;
import io.vertx.core.json.JsonObject;

/** The outcomes of the registry as HTTP answers. */
final class Answers {
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final String RETRY_SECONDS = "1";

  private Answers() {}

  static Answer of(Registration outcome, Catalog catalog) {
    return switch (outcome) {
      case Registration.Created(Registered now) -> registered(CREATED, now, catalog);
      case Registration.Replaced(Registered now) -> registered(OK, now, catalog);
      case Unavailable(String reason) -> unavailable(reason);
    };
  }

  static Answer of(Amending outcome, InstanceKey key, Catalog catalog) {
    return switch (outcome) {
      case Amending.Amended(Registered now) -> Answer.ok(json(now, catalog));
      case NotRegistered() -> notRegistered(key);
      case Unavailable(String reason) -> unavailable(reason);
    };
  }

  /** RFC 9110 section 9.3.5: what was gone before is gone as well. */
  static Answer of(Removal outcome) {
    return switch (outcome) {
      case Removal.Removed(), NotRegistered() -> Answer.noContent();
      case Unavailable(String reason) -> unavailable(reason);
    };
  }

  /** The renewal of one instance. */
  static Answer of(Renewal outcome, InstanceKey key) {
    return switch (outcome) {
      case Renewal.Renewed(var unknown) ->
          unknown.isEmpty() ? Answer.noContent() : notRegistered(key);
      case Unavailable(String reason) -> unavailable(reason);
    };
  }

  /** The renewal of many instances. */
  static Answer of(Renewal outcome) {
    return switch (outcome) {
      case Renewal.Renewed(var unknown) ->
          Answer.ok(
              new JsonObject().put("unknown", RegistryJson.array(unknown, RegistryJson::key)));
      case Unavailable(String reason) -> unavailable(reason);
    };
  }

  /** States that were brought in. */
  static Answer of(Merging outcome) {
    return switch (outcome) {
      case Merging.Merged(int taken, int older) ->
          Answer.ok(new JsonObject().put("taken", taken).put("older", older));
      case Unavailable(String reason) -> unavailable(reason);
    };
  }

  /** While what is missing may just not be here yet. */
  static Answer loading() {
    return unavailable("the node is still loading the catalogue");
  }

  static Answer notRegistered(InstanceKey key) {
    return Answer.of(notRegisteredProblem(key));
  }

  static Problem notRegisteredProblem(InstanceKey key) {
    return Problem.of(
        ProblemKind.NOT_REGISTERED,
        "no instance '" + key.id() + "' of '" + key.service() + "' is registered; register it");
  }

  static Answer unavailable(String reason) {
    return Answer.of(Problem.of(ProblemKind.UNAVAILABLE, reason))
        .with("Retry-After", RETRY_SECONDS);
  }

  private static JsonObject json(Registered now, Catalog catalog) {
    return RegistryJson.registered(now, Conditions.of(now, catalog));
  }

  private static Answer registered(int status, Registered now, Catalog catalog) {
    return Answer.of(status, json(now, catalog)).with("Location", Operation.pathOf(now.key()));
  }
}
