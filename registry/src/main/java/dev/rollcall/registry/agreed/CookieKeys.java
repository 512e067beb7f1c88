package dev.rollcall.registry.agreed;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the cluster has a cookie key and gets a new one every day. Each node has one of
 * these; that of the first member does it. It follows the catalogue, and something has to call
 * {@link #keep} every few seconds.
 */
public final class CookieKeys implements Follower {
  /** How long cookies are made with one key. */
  static final Duration PERIOD = Duration.ofHours(24);

  /** How long a key is known before it is used: nobody is to meet a cookie of an unknown one. */
  static final Duration ANNOUNCED = Duration.ofMinutes(1);

  private static final Logger LOG = System.getLogger(CookieKeys.class.getName());

  private final Agreement agreement;
  private final InstantSource time;
  private final RandomGenerator secrets;
  private final AtomicBoolean asking = new AtomicBoolean();

  // Written by the view thread. A node that hears of no members is alone.
  private volatile boolean first = true;
  private volatile boolean loaded;

  /**
   * @param secrets cannot be foreseen, and any thread may use it: a {@link
   *     java.security.SecureRandom}
   */
  public CookieKeys(Agreement agreement, InstantSource time, RandomGenerator secrets) {
    this.agreement = agreement;
    this.time = time;
    this.secrets = secrets;
  }

  @Override
  public void changed(List<Change> changes) {
    // Instances have no part in it.
  }

  @Override
  public void loaded() {
    loaded = true;
    keep();
  }

  @Override
  public void membersChanged(List<Member> members) {
    first = !members.isEmpty() && members.getFirst().local();
    keep();
  }

  /** Contributes a key when one is due here. Any thread; does not block. */
  public void keep() {
    if (!loaded || !first || !asking.compareAndSet(false, true)) {
      return;
    }
    Optional<CookieKey> due = due(time.instant());
    if (due.isEmpty()) {
      asking.set(false);
      return;
    }
    CompletionStage<Contribution> _ =
        agreement.contribute(Agreed.key(due.get())).whenComplete(this::answered);
  }

  private Optional<CookieKey> due(Instant now) {
    List<CookieKey> known = agreement.current().cookieKeys();
    if (known.isEmpty()) {
      return Optional.of(keyFrom(now));
    }
    boolean isSpent = !known.getFirst().activeFrom().plus(PERIOD).isAfter(now);
    return isSpent ? Optional.of(keyFrom(now.plus(ANNOUNCED))) : Optional.empty();
  }

  private CookieKey keyFrom(Instant activeFrom) {
    return new CookieKey(secrets.nextLong(), secrets.nextLong(), activeFrom);
  }

  private void answered(Contribution outcome, @Nullable Throwable failure) {
    asking.set(false);
    if (failure != null) {
      LOG.log(Level.ERROR, "a cookie key could not be contributed", failure);
    } else if (outcome instanceof Contribution.Refused(String reason)) {
      LOG.log(Level.DEBUG, "no new cookie key yet: {0}", reason);
    }
  }
}
