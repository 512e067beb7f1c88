package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Range;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ExportText} writes: strictly, and whole before anybody does anything. */
public final class ExportBody {
  static final String FORMAT = "rollcallExport";

  /** Rises when a server of an older version could not read the format any more. */
  static final int FORMAT_VERSION = 2;

  /** The versions that are read: the first one has no checks and nothing that others say. */
  private static final Range FORMATS = new Range(1, FORMAT_VERSION);

  private static final List<String> MEMBERS = List.of(FORMAT, "serial", "instances", "departed");

  private final ServedZone zone;
  private final Moments moments;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> missing = new HashSet<>(MEMBERS);
  private final Map<String, Integer> counts = new HashMap<>(); // of each array's elements
  private long serial;

  private ExportBody(ServedZone zone, Moments moments) {
    this.zone = zone;
    this.moments = moments;
  }

  /**
   * Reads and checks all of it.
   *
   * @param zone where no external host may lie
   * @param latest no change may be later: it would take the clock of this cluster along
   */
  public static Exported read(InputStream utf8, ServedZone zone, Instant latest) {
    return JsonText.read(utf8, new ExportBody(zone, new Moments(latest))::document);
  }

  private Exported document(JsonText text) throws IOException {
    text.members(name -> member(name, text));
    MEMBERS.stream().filter(missing::contains).forEach(ExportBody::refuseWithout);
    return new Exported(serial, entries);
  }

  private void member(String name, JsonText text) throws IOException {
    if (!name.equals(FORMAT) && missing.contains(FORMAT)) {
      refuseWithout(FORMAT);
    }
    missing.remove(name);
    switch (name) {
      case FORMAT -> checkFormat(text.value());
      case "serial" -> serial = serial(text.value());
      case "instances" -> text.elements(name, value -> add(name, value, this::instance));
      case "departed" -> text.elements(name, value -> add(name, value, this::departed));
      default ->
          throw new RefusedRequestException(
              Problem.ofField(
                  Shown.text(name), "there is no such field", String.join(", ", MEMBERS)));
    }
  }

  private static void checkFormat(@Nullable Object value) {
    if (!(value instanceof Integer version) || !FORMATS.contains(version)) {
      throw new InvalidValueException(FORMAT, Shown.value(value), FORMATS.toString());
    }
  }

  private long serial(@Nullable Object value) {
    long most = moments.latest().getEpochSecond();
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= 0 && number <= most) {
        return number;
      }
    }
    throw new InvalidValueException("serial", Shown.value(value), "0 to " + most);
  }

  private void add(String array, @Nullable Object value, Function<Fields, Entry> reading) {
    int place = counts.merge(array, 1, Integer::sum) - 1;
    String where = array + "[" + place + "]";
    try {
      entries.add(reading.apply(Fields.of(where, value)));
    } catch (InvalidValueException e) {
      throw e.field().equals(where) ? e : e.within(where);
    } catch (RefusedRequestException e) {
      throw new RefusedRequestException(e.problem().within(where));
    }
  }

  private Entry instance(Fields fields) {
    InstanceKey key = KeyFields.read(fields);
    RegistrationBody body = RegistrationBody.among(fields, zone);
    var version = fields.required("version", moments::version);
    var registered = fields.required("registered", moments::moment);
    var changed = fields.required("changed", moments::moment);
    var oversight = HealthJson.read(fields, moments);
    fields.end();
    return new Registered(
        body.instance(key, ExportBody::withoutEndpoint),
        version,
        registered,
        changed,
        false,
        oversight);
  }

  private Entry departed(Fields fields) {
    InstanceKey key = KeyFields.read(fields);
    var reason = fields.required("reason", ExportBody::reason);
    var version = fields.required("version", moments::version);
    var at = fields.required("at", moments::moment);
    var override = HealthJson.readOverride(fields, moments);
    fields.end();
    return new Tombstone(key, version, reason, at, override);
  }

  private static RemovalReason reason(String text) {
    try {
      return RemovalReason.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(
          "reason", text, "DEREGISTERED, EXPIRED, CHECK_FAILED or DRAINED");
    }
  }

  private static Endpoint withoutEndpoint() {
    throw new RefusedRequestException(
        Problem.ofField("addresses", "it is missing", "addresses or host"));
  }

  private static void refuseWithout(String member) {
    throw new RefusedRequestException(
        Problem.ofField(
            member, "it is missing", "what an export has: " + String.join(", ", MEMBERS)));
  }
}
