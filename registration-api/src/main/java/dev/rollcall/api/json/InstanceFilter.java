package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Tag;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * Which instances a query asks for.
 *
 * @param tags an instance has to have all of them
 */
public record InstanceFilter(Optional<Status> status, List<Tag> tags, Optional<Locality> zone) {
  private static final List<String> PARAMETERS = List.of("status", "tag", "zone");

  public InstanceFilter {
    tags = List.copyOf(tags);
  }

  /** Reads the parameters of a query, each with its values in order. */
  public static InstanceFilter read(MultiMap query) {
    var given = new QueryParameters(query, PARAMETERS);
    return new InstanceFilter(
        given.only("status", Status::parse),
        given.all("tag", Tag::new),
        given.only("zone", Locality::new));
  }

  /** Whether it leaves out nothing. */
  public boolean isEmpty() {
    return status.isEmpty() && tags.isEmpty() && zone.isEmpty();
  }

  public boolean accepts(Instance instance) {
    return status.map(wanted -> instance.status() == wanted).orElse(true)
        && instance.tags().containsAll(tags)
        && (zone.isEmpty() || zone.equals(instance.locality()));
  }
}
