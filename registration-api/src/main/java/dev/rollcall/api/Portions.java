package dev.rollcall.api;

import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Unavailable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Brings in very many states, some at a time, so that neither the cluster nor the view has all of
 * them waiting. On one event loop.
 */
final class Portions<T> {
  private static final int AT_ONCE = 500;

  private final Function<List<T>, CompletionStage<Merging>> registry;
  private final Context loop;
  private final List<T> entries;
  private final Runnable progress;
  private final Promise<Merging> done = Promise.promise();
  private Merging.Merged soFar = Merging.Merged.NOTHING;
  private int from;

  private Portions(
      Function<List<T>, CompletionStage<Merging>> registry,
      Context loop,
      List<T> entries,
      Runnable progress) {
    this.registry = registry;
    this.loop = loop;
    this.entries = entries;
    this.progress = progress;
  }

  /**
   * Brings all of them in, or those before the first that cannot be.
   *
   * @param registry brings some of them in
   * @param loop the current context
   * @param progress runs before each portion
   */
  static <T> Future<Merging> merge(
      Function<List<T>, CompletionStage<Merging>> registry,
      Context loop,
      List<T> entries,
      Runnable progress) {
    var portions = new Portions<T>(registry, loop, entries, progress);
    portions.next();
    return portions.done.future();
  }

  private void next() {
    if (from == entries.size()) {
      done.complete(soFar);
      return;
    }
    progress.run();
    int to = Math.min(from + AT_ONCE, entries.size());
    Future.fromCompletionStage(registry.apply(entries.subList(from, to)), loop)
        .onSuccess(this::took)
        .onFailure(done::fail);
    from = to;
  }

  private void took(Merging outcome) {
    switch (outcome) {
      case Merging.Merged merged -> {
        soFar = soFar.plus(merged);
        loop.runOnContext(turn -> next());
      }
      case Unavailable unavailable -> done.complete(unavailable);
    }
  }
}
