package dev.rollcall.registry.state;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Status;
import java.util.Optional;
import java.util.OptionalInt;

/** A change to a registered instance; what is empty stays as it is. The lease is not renewed. */
public record Amendment(Optional<Status> status, OptionalInt weight, Optional<Metadata> metadata) {
  public Amendment {
    // Here, not only where it is applied: an owner cannot tell the caller what is wrong.
    weight.ifPresent(value -> Instance.WEIGHTS.check("weight", value));
  }

  public static Amendment of(Status status) {
    return new Amendment(Optional.of(status), OptionalInt.empty(), Optional.empty());
  }

  /** The amended instance. */
  public Instance applyTo(Instance instance) {
    Instance amended = status.map(instance::withStatus).orElse(instance);
    amended = metadata.map(amended::withMetadata).orElse(amended);
    return weight.isPresent() ? amended.withWeight(weight.getAsInt()) : amended;
  }
}
