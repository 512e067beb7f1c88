package dev.rollcall.api;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import java.util.Optional;

/** The state of an instance that counts, as this node sees its service. */
final class Conditions {
  private Conditions() {}

  static Condition of(Registered held, Catalog catalog) {
    return catalog
        .service(held.key().service())
        .map(service -> service.condition(held))
        .orElseGet(() -> Condition.of(held, Optional.empty()));
  }
}
