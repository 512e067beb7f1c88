package dev.rollcall.dns.zonefile;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the zone files every second, on a thread of its own. */
public final class ZoneFileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneFileWatch.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ZoneFiles files;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private ZoneFileWatch(ZoneFiles files) {
    this.files = files;
    this.thread = Thread.ofPlatform().daemon().name("rollcall-zone-files").unstarted(this::run);
  }

  /** Watches those files from now on; nobody else may check them. */
  public static ZoneFileWatch start(ZoneFiles files) {
    var watch = new ZoneFileWatch(files);
    if (!files.isEmpty()) {
      watch.thread.start();
    }
    return watch;
  }

  /** Ends the thread, at once unless it reads a file. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fault costs the check in which it happens. */
  private void check() {
    try {
      files.check();
    } catch (RuntimeException e) {
      LOG.error("cannot check the zone files", e);
    }
  }
}
