package dev.rollcall.cluster.company;

import dev.rollcall.registry.Member;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.standing.Company;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is there of the members that this node knows, and who is missing: lost without having said
 * that it leaves, or expected at the start and not come yet. Any thread; guarded by its own lock.
 */
public final class Companions {
  private final TimeSource time;
  private final int expected;
  private final long patience;
  private final boolean untilBack;
  private final long began;

  private Map<String, Member> present = Map.of();
  private final Set<String> leaving = new HashSet<>();
  private final Map<String, Lost> missing = new HashMap<>(); // by address
  private final Set<String> departed = new HashSet<>(); // addresses; in order, before complete
  private boolean complete; // as many as expected have been seen at once
  private @Nullable Long isolatedSince;

  private record Lost(String id, long since) {}

  /**
   * @param expected members that the cluster is to have, this one included
   * @param patience how long somebody counts as missing
   * @param untilBack whether an isolated node goes on missing the others beyond that
   */
  public Companions(TimeSource time, int expected, Duration patience, boolean untilBack) {
    this.time = time;
    this.expected = expected;
    this.patience = patience.toNanos();
    this.untilBack = untilBack;
    this.began = time.nanoTime();
  }

  /** Takes over who is a member now, this node included. */
  public synchronized void see(Collection<Member> members) {
    Map<String, Member> now = members.stream().collect(Collectors.toMap(Member::id, m -> m));
    present.values().stream().filter(before -> !now.containsKey(before.id())).forEach(this::lose);
    for (Member member : now.values()) {
      missing.remove(member.address());
      departed.remove(member.address());
    }
    present = now;
    complete |= now.size() >= expected;
    judge();
  }

  private void lose(Member member) {
    if (!leaving.remove(member.id())) {
      missing.put(member.address(), new Lost(member.id(), time.nanoTime()));
    } else if (!complete) {
      departed.add(member.address());
    }
  }

  /** Takes note that a member is about to leave in order. */
  public synchronized void leaves(String id) {
    if (present.containsKey(id)) {
      leaving.add(id);
    }
    missing.values().removeIf(lost -> lost.id().equals(id));
    judge();
  }

  /** Where those were that this node lost, by what they are called. */
  public synchronized Map<UUID, String> lost() {
    judge();
    return missing.entrySet().stream()
        .collect(
            Collectors.toMap(lost -> UUID.fromString(lost.getValue().id()), Map.Entry::getKey));
  }

  /** Whom this node sees and misses now. */
  public synchronized Company now() {
    judge();
    return new Company(
        seen(),
        missing(),
        Optional.ofNullable(isolatedSince).map(since -> Duration.ofNanos(time.nanoTime() - since)));
  }

  /** Isolated is who sees less than half; of two, each sees half. */
  private void judge() {
    long now = time.nanoTime();
    missing.values().removeIf(lost -> isOver(lost.since()));
    if (seen() >= missing()) {
      isolatedSince = null;
    } else if (isolatedSince == null) {
      isolatedSince = now;
    }
  }

  /** Whether who has been missing since then is missing no more. */
  private boolean isOver(long since) {
    boolean persists = untilBack && isolatedSince != null;
    return !persists && time.nanoTime() - since >= patience;
  }

  private int seen() {
    return Math.max(1, present.size()); // itself, also while it changes from one cluster to another
  }

  private int missing() {
    boolean awaiting = !complete && !isOver(began);
    return Math.max(missing.size(), awaiting ? expected - seen() - departed.size() : 0);
  }
}
