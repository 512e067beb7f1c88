package dev.rollcall.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ImpatientStreamTest {
  @Test
  void silenceBreaksOffWhoWaits() throws IOException {
    try (var stream = new ImpatientStream(new SilentStream(), Duration.ofMillis(1))) {
      var broken = assertThrows(IOException.class, () -> stream.read(new byte[8], 0, 8));
      assertEquals("closed", broken.getMessage());
    }
  }

  @Test
  void whatComesIsPassedOn() throws IOException {
    var source = new ByteArrayInputStream(new byte[] {1, 2, 3});
    try (var stream = new ImpatientStream(source, Duration.ofHours(1))) {
      assertEquals(1, stream.read());
      assertEquals(2, stream.readNBytes(2).length);
      assertEquals(-1, stream.read());
    }
  }

  /** As a connection to a machine that has gone without a word. */
  private static final class SilentStream extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      throw new IOException("closed");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return read();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
