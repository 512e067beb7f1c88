package dev.rollcall.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets one request through at a time, from before its body is read until it is answered. */
final class Turn implements PlatformHandler {
  private final AtomicBoolean taken = new AtomicBoolean();
  private final Handler<RoutingContext> busy;

  /**
   * @param busy answers those that come meanwhile
   */
  Turn(Handler<RoutingContext> busy) {
    this.busy = busy;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!taken.compareAndSet(false, true)) {
      busy.handle(context);
      return;
    }
    // Also when the client is gone.
    context.addEndHandler(ended -> taken.set(false));
    context.next();
  }
}
