package dev.rollcall.api;

import dev.rollcall.api.json.AmendmentBody;
import dev.rollcall.api.json.HeartbeatsBody;
import dev.rollcall.api.json.RegistrationBody;
import dev.rollcall.api.json.ServedZone;
import dev.rollcall.registry.Amending;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Renewal;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.state.Amendment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future.State;

/** The operations that change the registry. Called on an event loop, where their answers arrive. */
final class Registrations {
  private final Vertx vertx;
  private final Registry registry;
  private final Catalog catalog;
  private final ServedZone zone;
  private final ActivityCounters counters;

  Registrations(Vertx vertx, ApiPorts ports, ServedZone zone, ActivityCounters counters) {
    this.vertx = vertx;
    this.registry = ports.registry();
    this.catalog = ports.catalog();
    this.zone = zone;
    this.counters = counters;
  }

  Future<Answer> register(Call call) {
    InstanceKey key = call.key();
    Instance instance = RegistrationBody.read(call.fields(), zone).instance(key, call::caller);
    return here(registry.register(instance)).map(outcome -> Answers.of(outcome, catalog));
  }

  Future<Answer> amend(Call call) {
    InstanceKey key = call.key();
    CompletionStage<Amending> amending =
        switch (AmendmentBody.read(call.fields())) {
          case AmendmentBody.OwnWord(Amendment amendment) -> registry.amend(key, amendment);
          case AmendmentBody.OperatorsWord(var override) -> registry.oversee(key, override);
        };
    return here(amending).map(outcome -> Answers.of(outcome, key, catalog));
  }

  Future<Answer> deregister(Call call) {
    return here(registry.deregister(call.key())).map(Answers::of);
  }

  Future<Answer> renew(Call call) {
    InstanceKey key = call.key();
    if (call.hasBody()) {
      call.fields().end();
    }
    return renew(key);
  }

  /** A heartbeat without a body. */
  Future<Answer> renew(InstanceKey key) {
    return renew(List.of(key)).map(outcome -> Answers.of(outcome, key));
  }

  Future<Answer> renewMany(Call call) {
    return renew(HeartbeatsBody.read(call.json())).map(Answers::of);
  }

  private Future<Renewal> renew(List<InstanceKey> keys) {
    return here(registry.renew(keys))
        .onSuccess(outcome -> counters.countRenewals(keys.size(), outcome));
  }

  /** Back to the event loop of the request: the registry's threads must not be held up. */
  private <T> Future<T> here(CompletionStage<T> stage) {
    if (stage instanceof CompletableFuture<T> done && done.state() == State.SUCCESS) {
      return Future.succeededFuture(done.resultNow()); // a heartbeat, nearly always
    }
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
