package dev.rollcall.api;

import io.vertx.core.Future;

/** Carries out what a call asks for. */
final class Operations {
  private final Registrations registrations;
  private final Listings listings;
  private final Upkeep upkeep;

  Operations(Registrations registrations, Listings listings, Upkeep upkeep) {
    this.registrations = registrations;
    this.listings = listings;
    this.upkeep = upkeep;
  }

  Future<Answer> carryOut(Call call) {
    return switch (call.operation()) {
      case REGISTER -> registrations.register(call);
      case AMEND -> registrations.amend(call);
      case DEREGISTER -> registrations.deregister(call);
      case RENEW -> registrations.renew(call);
      case RENEW_MANY -> registrations.renewMany(call);
      case SERVICES -> Future.succeededFuture(listings.services(call));
      case SERVICE -> Future.succeededFuture(listings.service(call));
      case INSTANCE -> Future.succeededFuture(listings.instance(call));
      case CLUSTER -> Future.succeededFuture(listings.cluster());
      case LIVE -> Future.succeededFuture(upkeep.live());
      case READY -> Future.succeededFuture(upkeep.ready());
      case METRICS -> upkeep.metrics();
      case CONTRACT -> Future.succeededFuture(upkeep.contractText());
    };
  }
}
