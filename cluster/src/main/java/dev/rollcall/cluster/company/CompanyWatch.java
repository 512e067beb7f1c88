package dev.rollcall.cluster.company;

import dev.rollcall.registry.standing.Company;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether the node is isolated: says so in the log when it begins and ends,
 * and has DNS stop answering when it lasts too long. Says too when more members have come than were
 * expected, for too few backups may be kept then. Owned by one thread.
 */
public final class CompanyWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CompanyWatch.class);

  private final Supplier<Company> company;
  private final CompanySettings settings;
  private final Consumer<Boolean> stale;
  private final int expected;
  private boolean isolated;
  private boolean silent;
  private boolean crowded;

  /**
   * @param expected members that the cluster is to have, this one included
   * @param stale hears whether the node has been cut off for too long, when that changes
   */
  public CompanyWatch(
      Supplier<Company> company, CompanySettings settings, int expected, Consumer<Boolean> stale) {
    this.company = company;
    this.settings = settings;
    this.expected = expected;
    this.stale = stale;
  }

  /** Looks once. */
  public void look() {
    Company now = company.get();
    if (now.isIsolated() != isolated) {
      isolated = now.isIsolated();
      tell(now);
    }
    if (isStale(now) != silent) {
      silent = isStale(now);
      stale.accept(silent);
    }
    crowding(now).ifPresent(LOG::warn);
  }

  /** What there is to say when there are more members than expected; once, until there are not. */
  Optional<String> crowding(Company now) {
    boolean isNews = !crowded && now.present() > expected;
    crowded = now.present() > expected;
    return isNews
        ? Optional.of(
            ("%d members seen and %d expected: if they are to stay, name all in join or raise"
                    + " expect-members, on all members; the number of backups goes by it")
                .formatted(now.present(), expected))
        : Optional.empty();
  }

  private boolean isStale(Company now) {
    return settings.whenIsolated() == CompanySettings.WhenIsolated.REFUSE
        && now.isolatedFor()
            .filter(lasting -> lasting.compareTo(settings.maxStale()) >= 0)
            .isPresent();
  }

  private void tell(Company now) {
    int known = now.present() + now.missing();
    if (isolated) {
      LOG.warn(
          "cut off: {} of {} members seen; registrations are {}",
          now.present(),
          known,
          settings.whenIsolated() == CompanySettings.WhenIsolated.REFUSE ? "refused" : "taken");
    } else {
      LOG.info("cut off no more: {} of {} members seen", now.present(), known);
    }
  }
}
