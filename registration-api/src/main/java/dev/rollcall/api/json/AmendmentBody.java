package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Amendment;
import dev.rollcall.registry.state.StatusOverride;
import java.util.Optional;
import java.util.OptionalInt;

/** The body of a change to a registered instance: by itself, or by an operator. */
public sealed interface AmendmentBody {
  /** What the instance says of itself. */
  record OwnWord(Amendment amendment) implements AmendmentBody {}

  /** What an operator says of it; empty to lift what was said. */
  record OperatorsWord(Optional<StatusOverride> override) implements AmendmentBody {}

  /** What is to change; at least one of its parts is there. */
  static AmendmentBody read(Fields body) {
    return body.has("override") ? operatorsWord(body) : ownWord(body);
  }

  private static AmendmentBody ownWord(Fields body) {
    var status = body.text("status", Status::parse);
    var weight =
        body.integer("weight", Instance.WEIGHTS).map(OptionalInt::of).orElse(OptionalInt.empty());
    var metadata = MetadataField.read(body);
    body.knows("override");
    body.end();
    if (body.names().isEmpty()) {
      throw new InvalidValueException(
          "body", "an empty object", "one or more of status, weight, metadata, or override");
    }
    return new OwnWord(new Amendment(status, weight, metadata));
  }

  /** One request is one change: an operator does not speak for the instance. */
  private static AmendmentBody operatorsWord(Fields body) {
    body.knows("override");
    for (String other : body.names()) {
      if (!other.equals("override")) {
        throw new RefusedRequestException(
            Problem.ofField(
                body.path(other), "it stands beside override", "override alone, or no override"));
      }
    }
    return new OperatorsWord(
        body.isNull("override")
            ? Optional.empty()
            : body.object("override").map(AmendmentBody::override));
  }

  private static StatusOverride override(Fields said) {
    Status status = said.required("status", Status::parse);
    StatusOverride override = said.required("reason", reason -> StatusOverride.of(status, reason));
    said.end();
    return override;
  }
}
