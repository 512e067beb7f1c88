package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.service.LocalityPreference;
import dev.rollcall.registry.service.LocalityPreference.Mode;
import dev.rollcall.registry.service.Maintenance;
import dev.rollcall.registry.service.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of a service as an object of JSON; what it leaves out is as the node says. */
public final class SettingsBody {
  private SettingsBody() {}

  /** Reads and checks every field. */
  public static ServiceSettings read(Fields body) {
    var settings =
        new ServiceSettings(
            body.integer("ttlSeconds", ServiceSettings.TTL_SECONDS).map(Duration::ofSeconds),
            number(body.integer("answerLimit", ServiceSettings.ANSWER_LIMITS)),
            body.flag("subset"),
            body.flag("failOpen"),
            number(body.integer("preservationShare", ServiceSettings.PRESERVATION_SHARES)),
            CheckFields.read(body, "defaultChecks", Port.DEFAULT_NAME).orElse(List.of()),
            body.object("locality").map(SettingsBody::locality),
            body.object("maintenance").map(SettingsBody::maintenance));
    body.end();
    return settings;
  }

  private static LocalityPreference locality(Fields fields) {
    Mode mode = fields.required("preference", Mode::parse);
    var share = number(fields.integer("minHealthyShare", LocalityPreference.SHARES));
    fields.end();
    return new LocalityPreference(mode, share);
  }

  private static Maintenance maintenance(Fields fields) {
    Maintenance maintenance = fields.required("reason", Maintenance::new);
    fields.end();
    return maintenance;
  }

  private static OptionalInt number(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
