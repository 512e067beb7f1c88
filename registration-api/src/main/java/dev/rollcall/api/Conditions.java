package dev.rollcall.api;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;

/** The state of an instance that counts, as this node sees its service. */
final class Conditions {
  private Conditions() {}

  static Condition of(Registered held, Catalog catalog) {
    return Condition.of(held, catalog.service(held.key().service()).flatMap(Service::maintenance));
  }
}
