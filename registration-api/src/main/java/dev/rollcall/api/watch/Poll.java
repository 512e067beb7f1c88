package dev.rollcall.api.watch;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One question of a watcher that asks again and again: what has happened since. Owned by the event
 * loop.
 */
final class Poll {
  /** Most changes of one answer; whoever asks again gets the next ones at once. */
  static final int CHANGES = 1000;

  private final ChangeLog log;
  private final Introductions introductions;
  private final Selection selection;
  private final WatchCounters counters;
  private Optional<Revision> told;

  /**
   * @param since empty for all that is there
   */
  Poll(
      ChangeLog log,
      Introductions introductions,
      Selection selection,
      Optional<Revision> since,
      WatchCounters counters) {
    this.log = log;
    this.introductions = introductions;
    this.selection = selection;
    this.told = since;
    this.counters = counters;
  }

  Selection selection() {
    return selection;
  }

  /** The answer; empty while nothing has happened. */
  Optional<Page> answer() {
    return log.hindrance(told).map(why -> Optional.of(present(why))).orElseGet(this::changes);
  }

  /** Goes on behind that change: none up to there was for it since it was last answered. */
  void passOver(long upTo) {
    told = told.map(place -> log.revision(Math.max(place.counter(), upTo)));
  }

  /** The answer when nothing is waited for any longer. */
  Page nothing() {
    return new Page(told.orElseThrow(), Collections.emptyIterator());
  }

  private Optional<Page> changes() {
    var found = new ArrayList<LoggedChange>();
    long last = told.orElseThrow().counter();
    long latest = log.latest();
    while (last < latest && found.size() < CHANGES) {
      LoggedChange change = log.at(last + 1);
      if (change == null) {
        return Optional.of(present(Resync.TOO_OLD));
      }
      last++;
      if (selection.includes(change.key())) {
        found.add(change);
      }
    }
    told = Optional.of(log.revision(last));
    counters.countEvents(found.size());
    return found.isEmpty() ? Optional.empty() : Optional.of(page(found));
  }

  private Page page(List<LoggedChange> found) {
    return new Page(told.orElseThrow(), found.stream().map(LoggedChange::element).iterator());
  }

  private Page present(Resync why) {
    counters.countResync();
    Revision revision = log.revision(log.latest()); // the catalogue shows this change and more
    Presence presence = introductions.presence(selection);
    Stream<Presence.Shown> instances =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(presence, 0), false);
    Stream<Buffer> resync = Stream.of(EventText.element(EventKind.RESYNC, EventText.reason(why)));
    return new Page(revision, Stream.concat(resync, instances.map(this::element)).iterator());
  }

  private Buffer element(Presence.Shown shown) {
    counters.countEvents(1);
    return EventText.element(EventKind.REGISTERED, Introductions.data(shown));
  }
}
