package dev.rollcall.dns.transport;

import dev.rollcall.dns.tally.Tally;

/** Serves clients on a thread of its own until it is closed. */
interface Transport extends AutoCloseable {
  /** What its thread counts. */
  Tally tally();

  /** Closes its sockets and returns when its thread has ended. */
  @Override
  void close();
}
