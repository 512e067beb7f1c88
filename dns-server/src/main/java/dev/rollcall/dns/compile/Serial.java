package dev.rollcall.dns.compile;

import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.SettingsChange;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.Contribution;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.service.SettingsEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.Tombstone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SOA serial of all zones that are made of the catalogue: the second of the newest change, or
 * what the nodes have agreed on when that is higher. It never falls; where the catalogue will not
 * tell a node that comes later what it has risen to, the agreement does.
 */
public final class Serial implements Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Serial.class);

  private final Agreement agreement;
  private final InstantSource time;
  private final List<Runnable> zones = new CopyOnWriteArrayList<>();

  /** What this node has asked the others to agree on; 0 for nothing. */
  private final AtomicLong asked = new AtomicLong();

  // Written by the view thread.
  private volatile long current;
  private volatile boolean loaded;

  // Owned by the view thread.
  private List<List<IpAddress>> nameServers = List.of();
  private boolean first;

  public Serial(Agreement agreement, InstantSource time) {
    this.agreement = agreement;
    this.time = time;
  }

  /** Rises with the catalogue from now on; what follows that later finds it risen. */
  public void follow(Catalog catalog) {
    agreement.follow(this::agreed);
    catalog.follow(this);
  }

  /** Seconds since 1970, or a little more; 0 before anything is known. Any thread. */
  public long current() {
    return current;
  }

  /**
   * Runs {@code zone} on the view thread whenever the serial has risen for another reason than a
   * change of the catalogue, of which the zone hears anyhow.
   */
  void whenRaised(Runnable zone) {
    zones.add(zone);
  }

  /**
   * Rises for content that the catalogue knows nothing of. Any thread; does not block. Before the
   * catalogue is loaded it is shown with nothing, and needs nothing.
   */
  void contentChanged() {
    if (loaded) {
      ask(next());
    }
  }

  /** Asks again for what was refused. Any thread; does not block. */
  public void settle() {
    long due = asked.get();
    if (due > agreement.current().serial()) {
      ask(due);
    }
  }

  @Override
  public void changed(List<Change> changes) {
    long lost = 0;
    for (Change change : changes) {
      Entry after = change.after();
      if (after != null) {
        rise(secondOf(after));
      }
      lost = Math.max(lost, lostBy(change.before(), after));
    }
    rise(lost);
    if (lost > agreement.current().serial()) {
      ask(lost);
    }
  }

  /** What is answered may be other than before, although no instance is. */
  @Override
  public void settingsChanged(SettingsChange change) {
    SettingsEntry after = change.after();
    if (after != null) {
      rise(secondOf(after.changed()));
      return;
    }
    SettingsEntry before = change.before();
    long lost = before == null ? 0 : secondOf(before.changed());
    if (lost > agreement.current().serial()) {
      ask(lost);
    }
  }

  /** Where nothing is agreed, no node knows how far the serial had risen: the clock does. */
  @Override
  public void loaded() {
    loaded = true;
    if (agreement.current().serial() == 0) {
      rise(time.instant().getEpochSecond());
      ask(current);
    }
  }

  /**
   * Other members are other NS records. Who was or is the first of them sees to it: one that joins
   * as the first is still loading.
   */
  @Override
  public void membersChanged(List<Member> members) {
    var answering = members.stream().map(Member::nameServer).filter(a -> !a.isEmpty()).toList();
    boolean isFirst = !members.isEmpty() && members.getFirst().local();
    if (loaded && (isFirst || first) && !answering.equals(nameServers)) {
      ask(next());
    }
    nameServers = answering;
    first = isFirst;
  }

  private void agreed(Agreed now) {
    if (rise(now.serial())) {
      zones.forEach(Runnable::run);
    }
  }

  private boolean rise(long to) {
    if (to <= current) {
      return false;
    }
    current = to;
    return true;
  }

  /** Above all that was shown or asked for, and no lower than the clock. */
  private long next() {
    return Math.max(Math.max(current, asked.get()) + 1, time.instant().getEpochSecond());
  }

  private void ask(long serial) {
    asked.accumulateAndGet(serial, Math::max);
    CompletionStage<Contribution> _ =
        agreement.contribute(Agreed.serial(serial)).whenComplete(Serial::answered);
  }

  private static void answered(Contribution outcome, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("the serial could not be agreed on", failure);
    } else if (outcome instanceof Contribution.Refused(String reason)) {
      LOG.debug("the serial is not agreed on yet: {}", reason);
    }
  }

  /** What the serial had risen to by an entry that is no more; 0 when what follows rose higher. */
  private static long lostBy(@Nullable Entry before, @Nullable Entry after) {
    if (before == null) {
      return 0;
    }
    if (after != null) {
      return secondOf(after) < secondOf(before) ? secondOf(before) : 0;
    }
    Instant gone = before.changed().instant();
    return (before instanceof Tombstone ? gone.plus(Tombstone.KEPT) : gone).getEpochSecond();
  }

  private static long secondOf(Entry entry) {
    return secondOf(entry.changed());
  }

  private static long secondOf(HybridTime moment) {
    return moment.instant().getEpochSecond();
  }
}
