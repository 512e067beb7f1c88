package dev.rollcall.cluster.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** When a change may be acknowledged. Any thread may ask; no method blocks. */
public interface Saving {
  /** Without a journal, or where acknowledgements do not wait for it. */
  Saving AT_ONCE =
      new Saving() {
        @Override
        public Optional<String> refusal() {
          return Optional.empty();
        }

        @Override
        public CompletionStage<Void> saved() {
          return CompletableFuture.completedFuture(null);
        }
      };

  /** Why no change can be acknowledged now, as a phrase for users; empty when it can. */
  Optional<String> refusal();

  /**
   * Completes when all that the view's followers were told before is kept as it has to be, on the
   * journal's thread, which must not be held up; fails with {@link UnsavedException}.
   */
  CompletionStage<Void> saved();
}
