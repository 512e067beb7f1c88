package dev.rollcall.server.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a body as a whole, which has to be there in time: the patience of the JDK's client ends
 * with the headers, and what comes behind them may trickle for ever. Waits.
 */
final class BodyReader {
  private final Duration patience;
  private final int most;

  /**
   * @param patience until the last octet
   * @param most octets that are read
   */
  BodyReader(Duration patience, int most) {
    this.patience = patience;
    this.most = most;
  }

  /** All octets of a body that has not too many. */
  byte[] read(InputStream body) throws IOException {
    byte[] octets = beginning(body, most + 1);
    if (octets.length > most) {
      throw new IOException("the answer has more than " + most + " octets");
    }
    return octets;
  }

  /** The first of them. */
  byte[] beginning(InputStream body, int wanted) throws IOException {
    var isLate = new AtomicBoolean();
    Thread alarm = Thread.ofVirtual().start(() -> closeLate(body, isLate));
    try {
      byte[] octets = body.readNBytes(wanted);
      if (!isLate.get()) { // for what was closed may read as if it had ended
        return octets;
      }
    } catch (IOException e) {
      if (!isLate.get()) {
        throw e;
      }
    } finally {
      alarm.interrupt();
    }
    throw new HttpTimeoutException("the answer did not end in time");
  }

  private void closeLate(InputStream body, AtomicBoolean isLate) {
    try {
      Thread.sleep(patience);
      isLate.set(true);
      body.close(); // which wakes who reads
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt(); // it was read in time, or is broken already
    }
  }
}
