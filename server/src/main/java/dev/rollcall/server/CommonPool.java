package dev.rollcall.server;

import java.util.Properties;

/**
 * The pool of threads that the JVM has for whatever completes without waiting. On a machine of one
 * or two cores it has one thread, and then Hazelcast starts a new thread for each of its answers
 * instead, which takes longer than what it answers.
 */
final class CommonPool {
  static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

  private static final int LEAST = 2;

  private CommonPool() {}

  /** Makes it large enough, unless somebody has said how large; before anything uses it. */
  static void widen(Properties properties, int processors) {
    if (processors <= LEAST) {
      properties.putIfAbsent(PARALLELISM, String.valueOf(LEAST));
    }
  }
}
