package dev.rollcall.health;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Service;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.service.ServiceSettings;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.Registered;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Brings what concerns the checks from the view's thread to the event loop: instances that come,
 * change or go, and settings that give a service other checks.
 */
final class Subjects implements Follower {
  private final Catalog catalog;
  private final Rounds rounds;
  private final Executor loop;

  Subjects(Catalog catalog, Rounds rounds, Executor loop) {
    this.catalog = catalog;
    this.rounds = rounds;
    this.loop = loop;
  }

  @Override
  public void changed(List<Change> changes) {
    tell(changes.stream().filter(this::concernsChecks).map(this::subject).toList());
  }

  @Override
  public void settingsChanged(SettingsChange change) {
    boolean isSame = defaultChecks(change.before()).equals(defaultChecks(change.after()));
    if (!isSame) {
      catalog.service(change.service()).ifPresent(service -> tell(subjects(service)));
    }
  }

  @Override
  public void membersChanged(List<Member> members) {
    loop.execute(rounds::membersChanged);
  }

  private void tell(List<Subject> subjects) {
    if (!subjects.isEmpty()) {
      loop.execute(() -> rounds.changed(subjects));
    }
  }

  private List<Subject> subjects(Service service) {
    return service.registered().stream().map(held -> subject(held.key(), held)).toList();
  }

  private Subject subject(Change change) {
    return subject(change.key(), change.after());
  }

  private Subject subject(InstanceKey key, @Nullable Entry now) {
    return new Subject(key, now instanceof Registered held ? held : null, checks(now));
  }

  private boolean concernsChecks(Change change) {
    return !checks(change.before()).isEmpty() || !checks(change.after()).isEmpty();
  }

  private List<Check> checks(@Nullable Entry entry) {
    return entry instanceof Registered held
        ? catalog.settings(held.key().service()).effectiveChecks(held.instance())
        : List.of();
  }

  private static List<Check> defaultChecks(@Nullable SettingsEntry entry) {
    return Optional.ofNullable(entry)
        .flatMap(SettingsEntry::settings)
        .map(ServiceSettings::defaultChecks)
        .orElse(List.of());
  }
}
