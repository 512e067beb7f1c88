package dev.rollcall.api.json;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All that the registry holds at one moment, as JSON in pieces: one line for each entry, by service
 * and id. {@link ExportBody} reads it. The keys of DNS cookies are secrets and not in it.
 */
public final class ExportText implements Iterator<Buffer> {
  private static final int PIECE = 16 * 1024; // octets; encoded within a millisecond

  private final Deque<Iterator<String>> sections = new ArrayDeque<>();

  private ExportText(long serial, List<Registered> registered, List<Tombstone> departed) {
    sections.add(
        List.of(
                "{\"%s\":%d,\"serial\":%d,\"instances\":["
                    .formatted(ExportBody.FORMAT, ExportBody.FORMAT_VERSION, serial))
            .iterator());
    sections.add(lines(registered, ExportText::instance));
    sections.add(List.of("\n],\"departed\":[").iterator());
    sections.add(lines(departed, ExportText::departed));
    sections.add(List.of("\n]}\n").iterator());
  }

  /**
   * What the catalogue holds now.
   *
   * @param agreedSerial what the SOA serial has risen to where the catalogue does not tell it
   */
  public static ExportText of(Catalog catalog, long agreedSerial) {
    List<Service> services =
        catalog.services().stream().flatMap(name -> catalog.service(name).stream()).toList();
    var registered = new ArrayList<Registered>();
    var departed = new ArrayList<Tombstone>();
    long serial = agreedSerial;
    for (Service service : services) {
      registered.addAll(service.registered());
      departed.addAll(service.departed());
      serial = Math.max(serial, newest(service));
    }
    return new ExportText(serial, registered, departed);
  }

  @Override
  public boolean hasNext() {
    while (!sections.isEmpty() && !sections.getFirst().hasNext()) {
      sections.removeFirst();
    }
    return !sections.isEmpty();
  }

  @Override
  public Buffer next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Buffer piece = Buffer.buffer();
    while (hasNext() && piece.length() < PIECE) {
      piece.appendString(sections.getFirst().next());
    }
    return piece;
  }

  private static JsonObject instance(Registered held) {
    JsonObject json = RegistryJson.described(held);
    json.remove("restored"); // of this cluster, not of the next
    return json.mergeIn(HealthJson.exported(held.oversight()))
        .put("registered", Moments.text(held.registered()))
        .put("changed", Moments.text(held.changed()));
  }

  private static JsonObject departed(Tombstone tombstone) {
    return RegistryJson.key(tombstone.key())
        .put("reason", tombstone.reason().name())
        .put("version", Moments.text(tombstone.version()))
        .put("at", Moments.text(tombstone.changed()))
        .mergeIn(HealthJson.override(tombstone.override(), Moments::text));
  }

  /** In seconds since 1970, as serials are. */
  private static long newest(Service service) {
    return service.entries().stream()
        .map(Entry::changed)
        .mapToLong(changed -> changed.instant().getEpochSecond())
        .max()
        .orElse(0);
  }

  private static <T> Iterator<String> lines(List<T> values, Function<T, JsonObject> json) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> (i == 0 ? "\n" : ",\n") + json.apply(values.get(i)).encode())
        .iterator();
  }
}
