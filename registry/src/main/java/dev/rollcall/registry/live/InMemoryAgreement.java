package dev.rollcall.registry.live;

import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.Contribution;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The agreement of one node with itself. Nothing survives it. */
public final class InMemoryAgreement implements Agreement {
  private final LiveAgreement live;

  public InMemoryAgreement(LiveView view) {
    this.live = new LiveAgreement(view);
  }

  @Override
  public Agreed current() {
    return live.current();
  }

  @Override
  public CompletionStage<Contribution> contribute(Agreed part) {
    return live.apply(part).thenApply(shown -> new Contribution.Made(live.current()));
  }

  @Override
  public void follow(Consumer<Agreed> follower) {
    live.follow(follower);
  }
}
