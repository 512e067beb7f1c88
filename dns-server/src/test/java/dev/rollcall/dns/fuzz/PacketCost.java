package dev.rollcall.dns.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * No packet may take a millisecond of the thread that answers it. What a single try costs says
 * little, as the compiler and the collector come and go; what costs that much each time is real.
 */
final class PacketCost {
  private static final long LIMIT_NANOS = 1_000_000;
  private static final int TRIES = 3;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  void check(byte[] packet, WatchedResponder responder) {
    long[] costs = new long[TRIES];
    for (int i = 0; i < TRIES; i++) {
      responder.place(packet);
      long began = threads.getCurrentThreadCpuTime();
      responder.respond();
      costs[i] = threads.getCurrentThreadCpuTime() - began;
      if (costs[i] <= LIMIT_NANOS) {
        return;
      }
    }
    throw new AssertionError("nanoseconds of CPU, each time: " + Arrays.toString(costs));
  }
}
