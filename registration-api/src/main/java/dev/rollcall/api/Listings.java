package dev.rollcall.api;

import dev.rollcall.api.json.ClusterJson;
import dev.rollcall.api.json.Conditions;
import dev.rollcall.api.json.InstanceFilter;
import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RegistryJson;
import dev.rollcall.api.json.ServedZone;
import dev.rollcall.api.json.SettingsJson;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations that read what this node knows, from its memory. */
final class Listings {
  private final Catalog catalog;
  private final Membership membership;
  private final ServedZone zone;

  Listings(Catalog catalog, Membership membership, ServedZone zone) {
    this.catalog = catalog;
    this.membership = membership;
    this.zone = zone;
  }

  Answer services(Call call) {
    InstanceFilter filter = call.filter();
    if (!catalog.isLoaded()) {
      return Answers.loading();
    }
    List<JsonObject> summaries =
        catalog.services().stream()
            .flatMap(name -> catalog.service(name).stream())
            .map(service -> RegistryJson.summary(service, filter))
            .filter(summary -> filter.isEmpty() || summary.getInteger("instances") > 0)
            .toList();
    return Answer.ok(
        new JsonObject().put("services", RegistryJson.array(summaries, summary -> summary)));
  }

  Answer service(Call call) {
    ServiceName name = call.service();
    InstanceFilter filter = call.filter();
    return catalog
        .service(name)
        .map(service -> Answer.ok(json(service, filter)))
        .orElseGet(() -> missing(() -> unknownService(name)));
  }

  private static JsonObject json(Service service, InstanceFilter filter) {
    return SettingsJson.addTo(RegistryJson.service(service, filter), service.settings());
  }

  Answer instance(Call call) {
    InstanceKey key = call.key();
    Optional<Entry> entry =
        catalog.service(key.service()).flatMap(service -> service.entry(key.id()));
    return entry.map(this::entry).orElseGet(() -> missing(() -> Answers.notRegistered(key)));
  }

  Answer cluster() {
    return Answer.ok(ClusterJson.of(membership, zone));
  }

  private Answer entry(Entry entry) {
    return switch (entry) {
      case Registered held ->
          Answer.ok(RegistryJson.registered(held, Conditions.of(held, catalog)));
      case Tombstone tombstone ->
          Answer.of(
              Answers.notRegisteredProblem(tombstone.key())
                  .with("departed", RegistryJson.departed(tombstone)));
    };
  }

  /** Until the catalogue is whole, what is missing may just not be here yet. */
  private Answer missing(Supplier<Answer> answer) {
    return catalog.isLoaded() ? answer.get() : Answers.loading();
  }

  private static Answer unknownService(ServiceName name) {
    return Answer.of(
        Problem.of(ProblemKind.UNKNOWN_SERVICE, "no service '" + name + "' was heard of lately"));
  }
}
