package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Tag;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which instances a query asks for.
 *
 * @param tags an instance has to have all of them
 */
public record InstanceFilter(Optional<Status> status, List<Tag> tags, Optional<Locality> zone) {
  private static final Set<String> PARAMETERS = Set.of("status", "tag", "zone");

  public InstanceFilter {
    tags = List.copyOf(tags);
  }

  /** Reads the parameters of a query, each with its values in order. */
  public static InstanceFilter read(MultiMap query) {
    for (String name : query.names()) {
      if (!PARAMETERS.contains(name)) {
        throw new RefusedRequestException(
            Problem.ofField(Shown.text(name), "there is no such parameter", "status, tag, zone")
                .with("value", Shown.text(String.join(", ", query.getAll(name)))));
      }
    }
    return new InstanceFilter(
        only(query, "status", Status::parse),
        query.getAll("tag").stream().map(Tag::new).toList(),
        only(query, "zone", Locality::new));
  }

  /** Whether it leaves out nothing. */
  public boolean isEmpty() {
    return status.isEmpty() && tags.isEmpty() && zone.isEmpty();
  }

  /**
   * Whether it asks for that instance.
   *
   * @param effective the status that counts, whoever says so
   */
  public boolean accepts(Instance instance, Status effective) {
    return status.map(effective::equals).orElse(true)
        && instance.tags().containsAll(tags)
        && (zone.isEmpty() || zone.equals(instance.locality()));
  }

  private static <T> Optional<T> only(MultiMap query, String name, Function<String, T> make) {
    List<String> values = query.getAll(name);
    if (values.size() > 1) {
      throw new InvalidValueException(name, String.join(", ", values), "one value");
    }
    return values.stream().findFirst().map(make);
  }
}
