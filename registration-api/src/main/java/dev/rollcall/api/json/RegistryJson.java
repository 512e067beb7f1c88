package dev.rollcall.api.json;

import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What the registry holds, as JSON. */
public final class RegistryJson {
  private RegistryJson() {}

  /** An instance that is registered, and the state of it that counts. */
  public static JsonObject registered(Registered held, Condition condition) {
    return described(held)
        .put("healthy", condition.isUp())
        .put("condition", HealthJson.condition(condition))
        .mergeIn(HealthJson.oversight(held));
  }

  /** What it says of itself, and since when. */
  static JsonObject described(Registered held) {
    Instance instance = held.instance();
    return key(held.key())
        .put("status", instance.status().name())
        .mergeIn(endpoint(instance.endpoint()))
        .put("ports", ports(instance.ports()))
        .put("priority", instance.priority())
        .put("weight", instance.weight())
        .put("tags", array(instance.tags(), Tag::text))
        .mergeIn(zone(instance))
        .put("metadata", pairs(instance))
        .put("leaseSeconds", instance.lease().toSeconds())
        .mergeIn(HealthJson.supervision(instance.supervision()))
        .put("version", Moments.text(held.version()))
        .put("registered", held.registered().instant().toString())
        .put("changed", held.changed().instant().toString())
        .mergeIn(restored(held));
  }

  /** Said of those only that came from a journal and were not heard of since. */
  private static JsonObject restored(Registered held) {
    return held.restored() ? new JsonObject().put("restored", true) : new JsonObject();
  }

  /** The trace of an instance that left. */
  public static JsonObject departed(Tombstone tombstone) {
    return new JsonObject()
        .put("id", tombstone.key().id().text())
        .put("reason", tombstone.reason().name())
        .put("at", tombstone.changed().instant().toString())
        .mergeIn(HealthJson.override(tombstone.override(), moment -> moment.instant().toString()));
  }

  /** A service with the instances that {@code filter} accepts, and those that left. */
  public static JsonObject service(Service service, InstanceFilter filter) {
    return new JsonObject()
        .put("service", service.name().text())
        .put("failsOpen", service.answering().failsOpen())
        .put(
            "instances",
            array(accepted(service, filter), held -> registered(held, service.condition(held))))
        .put("departed", array(service.departed(), RegistryJson::departed));
  }

  /** A service in a list: how many of the instances that {@code filter} accepts there are. */
  public static JsonObject summary(Service service, InstanceFilter filter) {
    List<Registered> accepted = accepted(service, filter);
    return new JsonObject()
        .put("service", service.name().text())
        .put("instances", accepted.size())
        .put("healthy", accepted.stream().filter(held -> service.condition(held).isUp()).count())
        .put("departed", service.departed().size());
  }

  /** What names an instance. */
  public static JsonObject key(InstanceKey key) {
    return new JsonObject().put("service", key.service().text()).put("id", key.id().text());
  }

  /** Each of {@code values} in an array. */
  public static <T> JsonArray array(Collection<T> values, Function<T, ?> json) {
    var array = new JsonArray();
    values.forEach(value -> array.add(json.apply(value)));
    return array;
  }

  private static List<Registered> accepted(Service service, InstanceFilter filter) {
    return service.registered().stream()
        .filter(held -> filter.accepts(held.instance(), service.condition(held).status()))
        .toList();
  }

  private static JsonObject endpoint(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Addresses(var all) ->
          new JsonObject().put("addresses", array(all, Object::toString));
      case Endpoint.ExternalHost(var name) -> new JsonObject().put("host", name);
    };
  }

  private static JsonObject ports(List<Port> ports) {
    var json = new JsonObject();
    for (Port port : ports) {
      json.put(
          port.name(),
          new JsonObject().put("port", port.number()).put("protocol", port.protocol().toString()));
    }
    return json;
  }

  private static JsonObject zone(Instance instance) {
    var json = new JsonObject();
    instance.locality().ifPresent(zone -> json.put("zone", zone.text()));
    return json;
  }

  private static JsonObject pairs(Instance instance) {
    var json = new JsonObject();
    instance.metadata().pairs().forEach(json::put);
    return json;
  }
}
