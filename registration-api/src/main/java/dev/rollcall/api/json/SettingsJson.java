package dev.rollcall.api.json;

import dev.rollcall.registry.service.LocalityPreference;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.HybridTime;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of services as JSON, and their versions as text. */
public final class SettingsJson {
  private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16}");

  private SettingsJson() {}

  /** The settings of a service, and since when they are so. */
  public static JsonObject entry(SettingsEntry entry, ServiceSettings settings) {
    return new JsonObject()
        .put("service", entry.service().text())
        .put("settings", settings(settings))
        .put("version", version(entry.changed()))
        .put("changed", entry.changed().instant().toString());
  }

  /** An entry in an export; one without settings is the trace of deleted ones. */
  static JsonObject exported(SettingsEntry entry) {
    var json = new JsonObject().put("service", entry.service().text());
    entry.settings().ifPresent(settings -> json.put("settings", settings(settings)));
    return json.put("changed", Moments.text(entry.changed()));
  }

  /** The same where an operator says anything of the service. */
  public static JsonObject addTo(JsonObject service, ServiceSettings settings) {
    return settings.equals(ServiceSettings.NONE)
        ? service
        : service.put("settings", settings(settings));
  }

  /** What {@link SettingsBody} reads; only what is said. */
  static JsonObject settings(ServiceSettings settings) {
    var json = new JsonObject();
    settings.ttl().ifPresent(ttl -> json.put("ttlSeconds", ttl.toSeconds()));
    settings.answerLimit().ifPresent(limit -> json.put("answerLimit", limit));
    settings.subset().ifPresent(subset -> json.put("subset", subset));
    settings.failOpen().ifPresent(failOpen -> json.put("failOpen", failOpen));
    settings.preservationShare().ifPresent(share -> json.put("preservationShare", share));
    if (!settings.defaultChecks().isEmpty()) {
      json.put("defaultChecks", RegistryJson.array(settings.defaultChecks(), CheckFields::json));
    }
    settings.locality().ifPresent(locality -> json.put("locality", locality(locality)));
    settings
        .maintenance()
        .ifPresent(
            maintenance ->
                json.put("maintenance", new JsonObject().put("reason", maintenance.reason())));
    return json;
  }

  /** Text, because JavaScript's numbers do not hold 64 bits. */
  public static String version(HybridTime changed) {
    return HexFormat.of().toHexDigits(changed.bits());
  }

  /** The version that such text tells; none for text that never told one. */
  public static Optional<HybridTime> version(String text) {
    return VERSION.matcher(text).matches()
        ? Optional.of(new HybridTime(Long.parseUnsignedLong(text, 16)))
        : Optional.empty();
  }

  private static JsonObject locality(LocalityPreference locality) {
    var json = new JsonObject().put("preference", locality.mode().toString());
    locality.minHealthyShare().ifPresent(share -> json.put("minHealthyShare", share));
    return json;
  }
}
