package dev.rollcall.api;

import dev.rollcall.registry.Merging;
import dev.rollcall.registry.Registry;
import dev.rollcall.registry.Unavailable;
import dev.rollcall.registry.state.Entry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/**
 * Brings in very many states, some at a time, so that neither the cluster nor the view has all of
 * them waiting. On one event loop.
 */
final class Portions {
  private static final int AT_ONCE = 500;

  private final Registry registry;
  private final Context loop;
  private final List<Entry> entries;
  private final Runnable progress;
  private final Promise<Merging> done = Promise.promise();
  private Merging.Merged soFar = Merging.Merged.NOTHING;
  private int from;

  private Portions(Registry registry, Context loop, List<Entry> entries, Runnable progress) {
    this.registry = registry;
    this.loop = loop;
    this.entries = entries;
    this.progress = progress;
  }

  /**
   * Brings all of them in, or those before the first that cannot be.
   *
   * @param loop the current context
   * @param progress runs before each portion
   */
  static Future<Merging> merge(
      Registry registry, Context loop, List<Entry> entries, Runnable progress) {
    var portions = new Portions(registry, loop, entries, progress);
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
    Future.fromCompletionStage(registry.merge(entries.subList(from, to)), loop)
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
