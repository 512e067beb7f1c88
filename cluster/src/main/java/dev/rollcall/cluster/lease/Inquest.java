package dev.rollcall.cluster.lease;

import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.LeaseKeeper;
import dev.rollcall.registry.lease.Preservation;
import dev.rollcall.registry.lease.Preservation.Evidence;
import dev.rollcall.registry.lease.Tally;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.state.Command.Expire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks every other member before a lease ends. What one of them heard of renews it; while one of
 * them is silent it is held.
 */
public final class Inquest {
  /** How long an answer is waited for, and how old it may be when it counts. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private static final int MOST_AT_ONCE = 10_000;

  private final LeaseKeeper leases;
  private final Witness self;
  private final Witnesses others;
  private final Preservation preservation;
  private final Supplier<Company> company;
  private final TimeSource time;
  private final LongAdder count = new LongAdder();
  private final List<Case> open = new ArrayList<>(); // owned by the lease thread

  Inquest(
      LeaseKeeper leases,
      Witness self,
      Witnesses others,
      Preservation preservation,
      Supplier<Company> company,
      TimeSource time) {
    this.leases = leases;
    this.self = self;
    this.others = others;
    this.preservation = preservation;
    this.company = company;
    this.time = time;
  }

  /** A question that was asked, and what came back; empty from those that are silent. */
  private record Case(
      Question question, long askedAt, List<CompletableFuture<Optional<Testimony>>> answers) {
    CompletableFuture<Void> closed() {
      return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
    }

    void giveUp() {
      answers.forEach(answer -> answer.complete(Optional.empty()));
    }

    List<Testimony> testimonies() {
      return answers.stream().flatMap(answer -> answer.join().stream()).toList();
    }
  }

  /**
   * Looks into the leases that are over. Lease thread.
   *
   * @param members all others
   * @return what comes of it: the leases to be ended at once, in as many parts as were asked about
   */
  List<CompletableFuture<List<Expire>>> hold(Set<UUID> members) {
    giveUpOldCases();
    LeaseKeeper.Over over = leases.over();
    var outcomes = new ArrayList<CompletableFuture<List<Expire>>>();
    if (!over.held().isEmpty()) {
      outcomes.add(reconsider(over.held(), members));
    }
    List<Expire> fresh = over.fresh();
    for (int from = 0; from < fresh.size(); from += MOST_AT_ONCE) {
      outcomes.add(
          examine(fresh.subList(from, Math.min(from + MOST_AT_ONCE, fresh.size())), members));
    }
    return outcomes;
  }

  /** How many times the others were asked. */
  long count() {
    return count.sum();
  }

  /** What is held for the sake of how others stand needs no look at each heartbeat. */
  private CompletableFuture<List<Expire>> reconsider(List<Expire> held, Set<UUID> members) {
    Case asked = ask(new Question(List.of(), services(held)), members);
    return asked
        .closed()
        .thenApply(
            all -> {
              leases.reconsider(held, preservation, evidence(asked, members));
              return List.of();
            });
  }

  private CompletableFuture<List<Expire>> examine(List<Expire> over, Set<UUID> members) {
    List<InstanceKey> keys = over.stream().map(Expire::key).toList();
    Case asked = ask(new Question(keys, services(over)), members);
    return asked
        .closed()
        .thenApply(
            all -> {
              asked.testimonies().forEach(testimony -> renew(keys, testimony));
              return leases.decide(over, preservation, evidence(asked, members));
            });
  }

  private Case ask(Question question, Set<UUID> members) {
    count.increment();
    Stream<CompletableFuture<Optional<Testimony>>> answers =
        members.stream().map(member -> answer(member, question));
    var own = CompletableFuture.completedFuture(Optional.of(self.answer(question)));
    var asked =
        new Case(question, time.nanoTime(), Stream.concat(answers, Stream.of(own)).toList());
    open.add(asked);
    return asked;
  }

  private CompletableFuture<Optional<Testimony>> answer(UUID member, Question question) {
    return CompletableFuture.completedFuture(question)
        .thenCompose(asked -> others.ask(member, asked))
        .handle((testimony, failure) -> Optional.ofNullable(failure == null ? testimony : null));
  }

  /** A late heartbeat that another member remembers counts as if its owner had been told of it. */
  private void renew(List<InstanceKey> keys, Testimony testimony) {
    var ids = new long[keys.size()];
    var ages = new int[keys.size()];
    int heard = 0;
    for (int i = 0; i < ids.length; i++) {
      if (testimony.ages()[i] != Testimony.UNHEARD) {
        ids[heard] = keys.get(i).hash64();
        ages[heard] = testimony.ages()[i];
        heard++;
      }
    }
    long[] _ = leases.renew(Arrays.copyOf(ids, heard), ages);
  }

  /** What a member said before a pause of this one is out of date. */
  private Evidence evidence(Case asked, Set<UUID> members) {
    List<Testimony> testimonies = asked.testimonies();
    boolean inTime = time.nanoTime() - asked.askedAt() <= PATIENCE.toNanos();
    Tally total = Tally.NONE;
    Map<ServiceName, Tally> services = new HashMap<>();
    for (Testimony testimony : testimonies) {
      total = total.plus(testimony.total());
      for (int i = 0; i < testimony.services().size(); i++) {
        services.merge(
            asked.question().services().get(i), testimony.services().get(i), Tally::plus);
      }
    }
    boolean isComplete = inTime && testimonies.size() == members.size() + 1;
    return new Evidence(isComplete, company.get(), total, services);
  }

  private void giveUpOldCases() {
    long now = time.nanoTime();
    open.removeIf(asked -> asked.closed().isDone());
    for (Case asked : List.copyOf(open)) {
      if (now - asked.askedAt() > PATIENCE.toNanos()) {
        asked.giveUp();
      }
    }
  }

  private static List<ServiceName> services(List<Expire> over) {
    return over.stream().map(expire -> expire.key().service()).distinct().toList();
  }
}
