package dev.rollcall.registry;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.state.Condition;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.Tombstone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A service at one moment.
 *
 * @param entries one for each instance that is or lately was there, by id
 */
public record Service(ServiceName name, List<Entry> entries) {
  public Service {
    entries = List.copyOf(entries);
  }

  /** The instances that are registered, by id. */
  public List<Registered> registered() {
    return entries.stream()
        .filter(Registered.class::isInstance)
        .map(Registered.class::cast)
        .toList();
  }

  /** The instances that left lately, by id. */
  public List<Tombstone> departed() {
    return entries.stream().filter(Tombstone.class::isInstance).map(Tombstone.class::cast).toList();
  }

  /** The state of one of its instances that counts, and who says so. */
  public Condition condition(Registered held) {
    return Condition.of(held, maintenance());
  }

  /** Why the service as a whole gives nobody; empty when it is not maintained. */
  public Optional<String> maintenance() {
    return Optional.empty();
  }

  /** The instances that are up, by id. */
  public List<Instance> healthyInstances() {
    return registered().stream()
        .filter(held -> condition(held).isUp())
        .map(Registered::instance)
        .toList();
  }

  /** Which instances are given to those who ask. */
  public Answering answering() {
    return Answering.of(this, true);
  }

  /** What is known of one instance. */
  public Optional<Entry> entry(InstanceId id) {
    int place = placeOf(id);
    return place < 0 ? Optional.empty() : Optional.of(entries.get(place));
  }

  /**
   * The service after some changes, all others copied as they are.
   *
   * @param changed what is known of those instances now; nothing takes one out
   */
  public Service with(SortedMap<InstanceId, Optional<Entry>> changed) {
    var merged = new ArrayList<Entry>(entries.size() + changed.size());
    int copied = 0;
    for (Map.Entry<InstanceId, Optional<Entry>> change : changed.entrySet()) {
      int place = placeOf(change.getKey());
      int end = place < 0 ? -place - 1 : place;
      merged.addAll(entries.subList(copied, end));
      change.getValue().ifPresent(merged::add);
      copied = place < 0 ? end : end + 1;
    }
    merged.addAll(entries.subList(copied, entries.size()));
    return new Service(name, merged);
  }

  /**
   * Where the entry of that id stands; where it would, less one and negated, when there is none.
   */
  private int placeOf(InstanceId id) {
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = entries.get(middle).key().id().compareTo(id);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
