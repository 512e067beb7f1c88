package dev.rollcall.load.propagation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Registers instances at a fixed rate, each in a service of its own, with one node after the other.
 * It does not slow down when the nodes do.
 */
final class Registrar implements AutoCloseable {
  private static final int CONNECTIONS = 32; // to each node; they answer one request at a time
  private static final int CREATED = 201;
  private static final String BODY =
      "{\"addresses\":[\"10.0.0.1\"],\"port\":8080,\"leaseSeconds\":3600}";

  private final List<BlockingQueue<HttpConnection>> nodes = new ArrayList<>();
  private final Watcher watcher;

  Registrar(List<InetSocketAddress> nodes, Watcher watcher) throws IOException {
    this.watcher = watcher;
    for (InetSocketAddress node : nodes) {
      var connections = new LinkedBlockingQueue<HttpConnection>();
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(new HttpConnection(node));
      }
      this.nodes.add(connections);
    }
  }

  /**
   * Returns all registrations when they are acknowledged.
   *
   * @param prefix of the services' names, another one for each run
   */
  List<Registration> register(String prefix, int perSecond, Duration length) {
    var made = new ArrayList<Registration>();
    long pause = Duration.ofSeconds(1).toNanos() / perSecond;
    long count = length.toSeconds() * perSecond;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = began + i * pause;
        var registration = new Registration(prefix + i, i % nodes.size(), due, nodes.size());
        made.add(registration);
        awaitMoment(due);
        watcher.watch(registration);
        threads.execute(() -> send(registration));
      }
    }
    return made;
  }

  @Override
  public void close() throws IOException {
    for (BlockingQueue<HttpConnection> connections : nodes) {
      for (HttpConnection connection : connections) {
        connection.close();
      }
    }
  }

  private static void awaitMoment(long moment) {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void send(Registration registration) {
    BlockingQueue<HttpConnection> connections = nodes.get(registration.asked());
    try {
      HttpConnection connection = connections.take();
      int status =
          connection.put("/api/v1/services/" + registration.service() + "/instances/i", BODY);
      registration.acknowledge(status == CREATED ? System.nanoTime() : 0);
      connections.add(connection); // one that failed is not used again
    } catch (IOException notAcknowledged) {
      // Counted as missing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
