package dev.rollcall.api.json;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Registered;
import java.util.Optional;

/** The state of an instance that counts, as this node sees its service. */
public final class Conditions {
  private Conditions() {}

  /**
   * Its condition; that of an instance whose service is not shown any more goes by itself alone.
   */
  public static Condition of(Registered held, Catalog catalog) {
    return catalog
        .service(held.key().service())
        .map(service -> service.condition(held))
        .orElseGet(() -> Condition.of(held, Optional.empty()));
  }
}
