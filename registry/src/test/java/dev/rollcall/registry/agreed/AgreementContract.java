package dev.rollcall.registry.agreed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every agreement promises. An implementation's test extends this; what one test contributes
 * may still be there in the next, for nothing that is agreed on is taken back.
 */
public abstract class AgreementContract {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  /** The agreement as each node sees it; there may be one node or more. */
  protected abstract List<Agreement> agreements();

  @Test
  void whatIsContributedIsAgreedOnceAcknowledged() {
    long serial = one().current().serial() + 5;
    var made = assertInstanceOf(Contribution.Made.class, now(one().contribute(serial(serial))));
    assertEquals(serial, made.now().serial());
    assertEquals(serial, one().current().serial());
    awaitEverywhere(agreed -> agreed.serial() == serial);
  }

  @Test
  void theSerialNeverGoesBack() {
    long serial = one().current().serial() + 5;
    now(one().contribute(serial(serial)));
    var made = assertInstanceOf(Contribution.Made.class, now(one().contribute(serial(serial - 1))));
    assertEquals(serial, made.now().serial());
    assertEquals(serial, one().current().serial());
  }

  @Test
  void contributionsOfAllAtOnceComeToTheSameEverywhere() {
    long before = one().current().serial();
    var contributions = new ArrayList<CompletionStage<Contribution>>();
    var expected = Agreed.NOTHING;
    for (int i = 0; i < 30; i++) {
      var part = new Agreed(before + i % 7, List.of(new CookieKey(i, i, NOON.plusMillis(i))));
      expected = expected.merge(part);
      contributions.add(agreements().get(i % agreements().size()).contribute(part));
    }
    contributions.forEach(stage -> assertInstanceOf(Contribution.Made.class, now(stage)));
    Agreed all = expected;
    awaitEverywhere(all::equals);
  }

  @Test
  void aFollowerHearsWhatIsAgreedThenEachChangeAndNothingTwice() {
    long before = one().current().serial();
    var heard = new CopyOnWriteArrayList<Long>();
    now(one().contribute(serial(before + 1)));
    one().follow(agreed -> heard.add(agreed.serial()));
    now(one().contribute(serial(before + 2)));
    now(one().contribute(serial(before + 2)));
    now(one().contribute(serial(before + 3)));
    assertEquals(List.of(before + 1, before + 2, before + 3), heard);
  }

  @Test
  void followersAreCalledOnTheViewThreadAndReadWhatTheyAreTold() {
    for (Agreement agreement : agreements()) {
      var thread = new CompletableFuture<String>();
      agreement.follow(
          agreed -> {
            assertEquals(agreed, agreement.current());
            thread.complete(Thread.currentThread().getName());
          });
      assertTrue(now(thread).startsWith("rollcall-view"));
    }
  }

  /** What a stage gives, which it has to within 10 s of real time. */
  protected static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Waits until every node knows what is expected. */
  protected final void awaitEverywhere(Predicate<Agreed> expected) {
    agreements().forEach(agreement -> await(agreement, expected));
  }

  private static void await(Agreement agreement, Predicate<Agreed> expected) {
    var met = new CompletableFuture<Agreed>();
    agreement.follow(
        agreed -> {
          if (expected.test(agreed)) {
            met.complete(agreed);
          }
        });
    now(met);
  }

  private Agreement one() {
    return agreements().getFirst();
  }

  private static Agreed serial(long serial) {
    return Agreed.serial(serial);
  }
}
