package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.state.Amendment;
import java.util.OptionalInt;

/** The body of a change to a registered instance. */
public final class AmendmentBody {
  private AmendmentBody() {}

  /** What is to change; at least one of its parts is there. */
  public static Amendment read(Fields body) {
    var status = body.text("status", Status::parse);
    var weight =
        body.integer("weight", Instance.WEIGHTS).map(OptionalInt::of).orElse(OptionalInt.empty());
    var metadata = MetadataField.read(body);
    body.end();
    if (body.names().isEmpty()) {
      throw new InvalidValueException(
          "body", "an empty object", "one or more of status, weight, metadata");
    }
    return new Amendment(status, weight, metadata);
  }
}
