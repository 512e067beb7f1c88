package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of a query, each with its values in order. What is not known is refused.
 *
 * @param values decoded
 */
public record QueryParameters(MultiMap values) {
  /**
   * Refuses what is not among {@code known}.
   *
   * @param known in the order in which a refusal tells them
   */
  public QueryParameters(MultiMap values, List<String> known) {
    this(values);
    for (String name : values.names()) {
      if (!known.contains(name)) {
        throw new RefusedRequestException(
            Problem.ofField(
                    Shown.text(name), "there is no such parameter", String.join(", ", known))
                .with("value", Shown.text(String.join(", ", values.getAll(name)))));
      }
    }
  }

  /** All values of a parameter that may stand more than once. */
  public <T> List<T> all(String name, Function<String, T> make) {
    return values.getAll(name).stream().map(make).toList();
  }

  /** The value of a parameter that may stand once. */
  public <T> Optional<T> only(String name, Function<String, T> make) {
    List<String> given = values.getAll(name);
    if (given.size() > 1) {
      throw new InvalidValueException(name, String.join(", ", given), "one value");
    }
    return given.stream().findFirst().map(make);
  }
}
