package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.SettingsBody;
import dev.rollcall.api.json.SettingsJson;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.OtherSettings;
import dev.rollcall.registry.ServiceSettingsBook;
import dev.rollcall.registry.SettingsRemoval;
import dev.rollcall.registry.Settling;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The operations on the settings of services. Called on an event loop, where answers arrive. */
final class Settlings {
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Vertx vertx;
  private final ServiceSettingsBook book;
  private final Catalog catalog;

  Settlings(Vertx vertx, ServiceSettingsBook book, Catalog catalog) {
    this.vertx = vertx;
    this.book = book;
    this.catalog = catalog;
  }

  Answer get(Call call) {
    ServiceName service = call.service();
    Optional<SettingsEntry> entry = catalog.settingsEntry(service);
    Optional<ServiceSettings> settings = entry.flatMap(SettingsEntry::settings);
    if (entry.isPresent() && settings.isPresent()) {
      return settled(OK, entry.get());
    }
    // Until the catalogue is whole, what is missing may just not be here yet.
    return catalog.isLoaded() ? none(service) : Answers.loading();
  }

  Future<Answer> put(Call call) {
    ServiceName service = call.service();
    Precondition only = Preconditions.read(call.context().request().headers());
    ServiceSettings settings = SettingsBody.read(call.fields());
    return here(book.put(service, settings, only)).map(outcome -> answer(service, outcome));
  }

  Future<Answer> delete(Call call) {
    ServiceName service = call.service();
    Precondition only = Preconditions.read(call.context().request().headers());
    return here(book.delete(service, only)).map(outcome -> answer(service, outcome));
  }

  private static Answer answer(ServiceName service, Settling outcome) {
    return switch (outcome) {
      case Settling.Created(SettingsEntry now) -> settled(CREATED, now);
      case Settling.Replaced(SettingsEntry now) -> settled(OK, now);
      case OtherSettings(Optional<SettingsEntry> current) -> others(service, current);
      case Unavailable(String reason) -> Answers.unavailable(reason);
    };
  }

  private static Answer answer(ServiceName service, SettingsRemoval outcome) {
    return switch (outcome) {
      case SettingsRemoval.Deleted() -> Answer.noContent();
      case OtherSettings(Optional<SettingsEntry> current) -> others(service, current);
      case Unavailable(String reason) -> Answers.unavailable(reason);
    };
  }

  private static Answer settled(int status, SettingsEntry entry) {
    ServiceSettings settings = entry.settings().orElse(ServiceSettings.NONE);
    return Answer.of(status, SettingsJson.entry(entry, settings))
        .with("ETag", Preconditions.tag(entry.changed()));
  }

  private static Answer none(ServiceName service) {
    return Answer.of(
        Problem.of(
            ProblemKind.NO_SETTINGS, "nothing is settled for the service '" + service + "'"));
  }

  /** RFC 9110 section 15.5.13 */
  private static Answer others(ServiceName service, Optional<SettingsEntry> current) {
    Optional<String> tag =
        current
            .filter(entry -> !entry.isDeleted())
            .map(entry -> Preconditions.tag(entry.changed()));
    String there = tag.map(text -> "they are of version " + text).orElse("there are none");
    Answer refusal =
        Answer.of(
            Problem.of(
                ProblemKind.PRECONDITION_FAILED,
                "the settings of '" + service + "' are not those that were expected: " + there));
    return tag.map(text -> refusal.with("ETag", text)).orElse(refusal);
  }

  /** Back to the event loop of the request: the registry's threads must not be held up. */
  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
