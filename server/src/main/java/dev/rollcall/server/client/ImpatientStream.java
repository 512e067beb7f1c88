package dev.rollcall.server.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends when nothing has come for too long: the machine at the other end may be gone without a word.
 * Owned by the thread that reads, which another one wakes by closing what it reads.
 */
public final class ImpatientStream extends FilterInputStream {
  private final Duration silence;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollcall-silence").factory());
  private @Nullable ScheduledFuture<?> alarm;

  /**
   * Reads another stream.
   *
   * @param silence the longest that is waited for the next octet
   */
  public ImpatientStream(InputStream source, Duration silence) {
    super(source);
    this.silence = silence;
  }

  @Override
  public int read() throws IOException {
    watch();
    return super.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    watch();
    return super.read(into, offset, length);
  }

  @Override
  public void close() throws IOException {
    alarms.shutdownNow();
    super.close();
  }

  private void watch() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarm = alarms.schedule(this::wake, silence.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void wake() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is broken already, as the reader sees
    }
  }
}
