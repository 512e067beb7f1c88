package dev.rollcall.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import dev.rollcall.cluster.journal.UnsavedException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the replicated maps are asked: without waiting, and with all failures in the stage. */
final class MapCalls {
  /** A try takes a second while a backup is silent; a silent member is given up after five. */
  private static final int TRIES = 8;

  private MapCalls() {}

  /** One try at changing an entry. */
  interface Change<T> {
    /**
     * Tries it once.
     *
     * @param isRepeated whether it was tried before
     */
    CompletionStage<T> attempt(boolean isRepeated);
  }

  /**
   * Changes an entry. A backup that did not confirm leaves open whether the change would survive,
   * so it is tried again; it has to be one that may be carried out twice.
   */
  static <T> CompletionStage<T> confirmed(Change<T> change) {
    return confirmed(change, TRIES);
  }

  private static <T> CompletionStage<T> confirmed(Change<T> change, int tries) {
    return asked(() -> change.attempt(tries < TRIES))
        // Not on the thread that told of it: Hazelcast lets none of its own wait for a member.
        .exceptionallyComposeAsync(
            failure ->
                tries > 1 && causeOf(failure) instanceof IndeterminateOperationStateException
                    ? confirmed(change, tries - 1)
                    : CompletableFuture.failedStage(failure));
  }

  /**
   * Hazelcast throws some failures where it is asked; here they all end up in the stage. It goes on
   * on Hazelcast's own thread rather than on one that would be made for it.
   */
  static <T> CompletableFuture<T> asked(Supplier<CompletionStage<T>> question) {
    var answer = new CompletableFuture<T>();
    try {
      CompletionStage<T> _ =
          question
              .get()
              .whenCompleteAsync((value, failure) -> pass(value, failure, answer), Runnable::run);
    } catch (HazelcastException | IllegalStateException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /**
   * Why Hazelcast or the journal could not do it, in words for users; what is a fault of ours is
   * thrown on.
   */
  static String reasonOf(Throwable failure) {
    Throwable cause = causeOf(failure);
    if (cause instanceof OperationTimeoutException) {
      return "the member that owns it did not answer in time";
    }
    if (cause instanceof HazelcastInstanceNotActiveException) {
      return "this node is stopping";
    }
    if (cause instanceof UnsavedException unsaved) {
      return Objects.requireNonNull(unsaved.getMessage());
    }
    if (cause instanceof HazelcastException) {
      return "the members of the cluster are changing";
    }
    throw new CompletionException(cause);
  }

  private static <T> void pass(T value, @Nullable Throwable failure, CompletableFuture<T> answer) {
    if (failure == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
