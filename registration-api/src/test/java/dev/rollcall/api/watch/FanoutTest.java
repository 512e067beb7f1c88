package dev.rollcall.api.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.AnyEntry;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanoutTest {
  private static final InstanceKey ORDER = AnyEntry.KEYS.getFirst();

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Fanout fanout = fanout(ChangeLog.KEPT);

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

  @Test
  void whoIsNotConcernedMovesOnWithoutATurn() throws InterruptedException {
    open(new Named("orders", selection("orders"), () -> {}));
    assertEquals("turn of orders", next());
    open(new Named("db", selection("db"), () -> {}));
    assertEquals("turn of db", next());

    change(fanout, (int) Fanout.STRIDE);

    // In one slice: who is concerned has no turn before the others have moved on.
    assertEquals("db at 1024", next());
    assertEquals("turn of orders", next());
    assertEquals("nothing else", nothingElse());
  }

  @Test
  void allHaveATurnWhenMoreHappenedThanIsKept() throws InterruptedException {
    Fanout forgetful = fanout(4);
    loop.runOnContext(opening -> forgetful.open(new Named("db", selection("db"), () -> {})));
    assertEquals("turn of db", next());

    change(forgetful, 9);

    assertEquals("turn of db", next());
  }

  /** All that the loop has to do, slices that rest included, is done when it says that. */
  private String nothingElse() throws InterruptedException {
    vertx.setTimer(1, rested -> loop.runOnContext(last -> events.add("nothing else")));
    return next();
  }

  private Fanout fanout(int kept) {
    return new Fanout(
        vertx,
        loop,
        wake -> new ChangeLog(7, kept, ChangeLog.OCTETS, new LiveView(), wake),
        failure -> events.add("failure " + failure.getMessage()));
  }

  /** So many changes of one instance of orders, at once. */
  private static void change(Fanout fanout, int count) {
    Entry up = AnyEntry.at(ORDER, new InstanceVersion(new HybridTime(1), 1), new HybridTime(1));
    fanout.log().changed(Collections.nCopies(count, new Change(ORDER, up, up)));
  }

  private static Selection selection(String service) {
    return new Selection(Set.of(new ServiceName(service)));
  }

  private void open(String name, Runnable turn) {
    open(new Named(name, Selection.ALL, turn));
  }

  private void open(Named watcher) {
    loop.runOnContext(opening -> fanout.open(watcher));
  }

  private String next() throws InterruptedException {
    return String.valueOf(events.poll(20, TimeUnit.SECONDS));
  }

  private final class Named implements Watcher {
    private final String name;
    private final Selection selection;
    private final Runnable turn;

    Named(String name, Selection selection, Runnable turn) {
      this.name = name;
      this.selection = selection;
      this.turn = turn;
    }

    @Override
    public Selection selection() {
      return selection;
    }

    @Override
    public void passOver(long upTo) {
      events.add(name + " at " + upTo);
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
