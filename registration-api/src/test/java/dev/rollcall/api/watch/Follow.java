package dev.rollcall.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.api.json.RegistryJson;
import dev.rollcall.registry.Catalog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.TreeMap;

/** A client that does what the contract tells it with each event, and so knows what is there. */
final class Follow {
  private final TreeMap<String, String> versions = new TreeMap<>();
  private String revision = "";
  private boolean isSynced;
  private int resyncs;

  /** Reads what has arrived of a stream, however it was cut off. */
  void stream(Buffer text) {
    var id = "id: " + revision + "\n\n"; // what it knew from the stream before
    var reader =
        new MessageReader(new ByteArrayInputStream((id + text.toString(UTF_8)).getBytes(UTF_8)));
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      hear(next.get().type(), new JsonObject(next.get().data()));
    }
    revision = reader.lastEventId();
  }

  /** Reads an answer. */
  void answer(JsonObject page) {
    JsonArray events = page.getJsonArray("events");
    for (int i = 0; i < events.size(); i++) {
      JsonObject event = events.getJsonObject(i);
      hear(event.getString("event"), event.getJsonObject("data"));
    }
    revision = page.getString("revision");
  }

  /** What it comes back with; empty for nothing. */
  String revision() {
    return revision;
  }

  boolean isSynced() {
    return isSynced;
  }

  int resyncs() {
    return resyncs;
  }

  /** The version of each instance that is there. */
  Map<String, String> versions() {
    return versions;
  }

  /** The same as the catalogue has it. */
  static Map<String, String> versions(Catalog catalog, Selection selection) {
    var versions = new TreeMap<String, String>();
    catalog.services().stream()
        .flatMap(name -> catalog.service(name).stream())
        .flatMap(service -> service.registered().stream())
        .filter(held -> selection.includes(held.key()))
        .map(RegistryJson::registered)
        .forEach(json -> versions.put(key(json), json.encode()));
    return versions;
  }

  private void hear(String event, JsonObject data) {
    switch (event) {
      case "registered", "changed" -> versions.put(key(data), data.encode());
      case "gone" -> versions.remove(key(data));
      case "resync" -> {
        versions.clear();
        isSynced = false;
        resyncs++;
      }
      case "synced" -> isSynced = true;
      default -> throw new AssertionError(event);
    }
  }

  private static String key(JsonObject instance) {
    return instance.getString("service") + "/" + instance.getString("id");
  }
}
