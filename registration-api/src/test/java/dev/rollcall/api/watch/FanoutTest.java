package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.live.LiveView;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanoutTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Fanout fanout =
      new Fanout(
          vertx,
          loop,
          wake -> new ChangeLog(7, 4, ChangeLog.OCTETS, new LiveView(), wake),
          failure -> events.add("failure " + failure.getMessage()));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoFailsIsLetGoAndNotLeftWaiting() throws InterruptedException {
    open(
        "a",
        () -> {
          throw new IllegalStateException("of a");
        });

    assertEquals("turn of a", next());
    assertEquals("failure of a", next());
    assertEquals("end of a", next());
    assertEquals(0, fanout.size());
  }

  @Test
  void othersHaveTurnsAfterAnError() throws InterruptedException {
    loop.exceptionHandler(error -> events.add(error.getMessage()));
    open(
        "a",
        () -> {
          throw new AssertionError("error of a");
        });
    assertEquals("turn of a", next());
    assertEquals("error of a", next());

    open("b", () -> {});
    assertEquals("turn of b", next());
  }

  private void open(String name, Runnable turn) {
    loop.runOnContext(opening -> fanout.open(new Named(name, turn)));
  }

  private String next() throws InterruptedException {
    return String.valueOf(events.poll(20, TimeUnit.SECONDS));
  }

  private final class Named implements Watcher {
    private final String name;
    private final Runnable turn;

    Named(String name, Runnable turn) {
      this.name = name;
      this.turn = turn;
    }

    @Override
    public Selection selection() {
      return new Selection(Set.of());
    }

    @Override
    public boolean advance() {
      events.add("turn of " + name);
      turn.run();
      return false;
    }

    @Override
    public void keepAlive() {}

    @Override
    public void end() {
      events.add("end of " + name);
    }
  }
}
