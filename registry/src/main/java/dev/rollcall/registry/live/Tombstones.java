package dev.rollcall.registry.live;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsCommand;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Command.Forget;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Tombstone;
import java.util.List;

/**
 * How long this node has known each tombstone, by a clock that nobody sets: where the time of day
 * is an hour ahead, the dead must not be forgotten before a split has healed. The traces of deleted
 * settings are kept as long. Follows a view; safe for any thread.
 */
public final class Tombstones implements Follower {
  private final Traces<InstanceKey, InstanceVersion> instances;
  private final Traces<ServiceName, HybridTime> settings;

  public Tombstones(TimeSource time) {
    this.instances = new Traces<>(time);
    this.settings = new Traces<>(time);
  }

  @Override
  public void changed(List<Change> changes) {
    for (Change change : changes) {
      if (change.after() instanceof Tombstone tombstone) {
        instances.add(change.key(), tombstone.version());
      } else {
        instances.remove(change.key());
      }
    }
  }

  @Override
  public void settingsChanged(SettingsChange change) {
    SettingsEntry after = change.after();
    if (after != null && after.isDeleted()) {
      settings.add(change.service(), after.changed());
    } else {
      settings.remove(change.service());
    }
  }

  /** Whether that one has been known here for long enough. */
  public boolean isSpent(Tombstone tombstone) {
    return instances.isSpent(tombstone.key(), tombstone.version());
  }

  /** Whether the trace of these deleted settings has been known here for long enough. */
  public boolean isSpent(SettingsEntry deleted) {
    return settings.isSpent(deleted.service(), deleted.changed());
  }

  /** What drops those that have been known here for long enough. */
  public List<Forget> spent() {
    return instances.spent().map(each -> new Forget(each.getKey(), each.getValue())).toList();
  }

  /** What drops the traces of deleted settings that have been known here for long enough. */
  public List<SettingsCommand> spentSettings() {
    return settings
        .spent()
        .<SettingsCommand>map(each -> new SettingsCommand.Forget(each.getKey(), each.getValue()))
        .toList();
  }
}
