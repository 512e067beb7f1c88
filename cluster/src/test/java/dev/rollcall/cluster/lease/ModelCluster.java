package dev.rollcall.cluster.lease;

import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.state.Command.Expire;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Members, their owners and the messages between them on one clock and one thread, which a random
 * number decides about. What a paused member should do waits until it wakes; to the others it is as
 * good as dead, but stays a member.
 */
final class ModelCluster {
  static final Duration LEASE = Duration.ofSeconds(6);
  static final LeaseSettings SETTINGS = new LeaseSettings(100, Duration.ofMinutes(10));

  private static final Duration LONGEST_DETECTION = Duration.ofSeconds(5);

  final ManualTime time = new ManualTime();
  final Random random;
  final List<ModelNode> nodes;
  final List<Registered> instances;
  final @Nullable UUID[] owners;

  /** When each instance was last told that its heartbeat counts; nanoseconds. */
  final Map<InstanceKey, Long> acknowledged = new HashMap<>();

  /** When each lease was ended; nanoseconds. */
  final Map<InstanceKey, Long> ended = new HashMap<>();

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long order;
  private double loss;
  private boolean clientsAreAlive = true;

  private record Event(long at, long order, Runnable happening) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  ModelCluster(long seed, int members, int count) {
    random = new Random(seed);
    instances = IntStream.range(0, count).mapToObj(ModelCluster::instance).toList();
    nodes = IntStream.range(0, members).mapToObj(i -> new ModelNode(this, i)).toList();
    owners = new @Nullable UUID[count];
    for (int i = 0; i < count; i++) {
      owners[i] = anyOf(nodes).id;
      acknowledged.put(instances.get(i).key(), 0L);
    }
    for (ModelNode node : nodes) {
      nodes.stream()
          .map(other -> other.id)
          .filter(id -> !id.equals(node.id))
          .forEach(node.others::add);
      node.every(Duration.ofMillis(50), node::tick);
      node.every(RenewalBatcher.PAUSE, node::flush);
    }
    instances.forEach(held -> after(between(0, 2000), () -> client(held.key())));
  }

  /** Lets time pass. */
  void run(Duration span) {
    long until = time.nanoTime() + span.toNanos();
    for (Event next = events.peek(); next != null && next.at() <= until; next = events.peek()) {
      events.remove();
      time.advance(Duration.ofNanos(next.at() - time.nanoTime()));
      next.happening().run();
    }
    time.advance(Duration.ofNanos(until - time.nanoTime()));
  }

  void pause(int node, Duration span) {
    ModelNode paused = nodes.get(node);
    if (running().size() > 1 && running().contains(paused)) {
      paused.pause();
      after(span, paused::wake);
    }
  }

  /** The others notice one after the other; its partitions go to one of them with the first. */
  void crash(int node) {
    ModelNode crashed = nodes.get(node);
    if (running().size() < 2 || crashed.isCrashed || !running().contains(crashed)) {
      return;
    }
    crashed.isCrashed = true;
    for (ModelNode other : living()) {
      after(
          between(100, (int) LONGEST_DETECTION.toMillis()),
          () -> {
            moveAllFrom(crashed);
            other.others.remove(crashed.id);
          });
    }
  }

  void move(int instance) {
    owners[instance] = anyOf(living()).id;
  }

  void lose(double share) {
    loss = share;
  }

  /** From now on no instance sends a heartbeat, and no message is lost. */
  void silence() {
    clientsAreAlive = false;
    loss = 0;
  }

  List<ModelNode> living() {
    return nodes.stream().filter(node -> !node.isCrashed).toList();
  }

  @Nullable ModelNode node(UUID id) {
    return living().stream().filter(node -> node.id.equals(id)).findFirst().orElse(null);
  }

  Set<InstanceKey> ownedBy(UUID id) {
    return IntStream.range(0, owners.length)
        .filter(i -> id.equals(owners[i]))
        .mapToObj(i -> instances.get(i).key())
        .collect(Collectors.toSet());
  }

  void after(Duration span, Runnable happening) {
    events.add(new Event(time.nanoTime() + span.toNanos(), order++, happening));
  }

  /**
   * Sends a question and its answer, each of which may be lost, after which nothing is ever heard
   * of it; a question to a member that crashed fails.
   */
  <T> CompletableFuture<T> call(ModelNode from, UUID to, Function<ModelNode, T> question) {
    var answer = new CompletableFuture<T>();
    travel(
        () -> {
          ModelNode asked = node(to);
          if (asked == null) {
            from.perform(() -> answer.completeExceptionally(new IllegalStateException("gone")));
            return;
          }
          asked.perform(
              () -> {
                T said = question.apply(asked);
                travel(() -> from.perform(() -> answer.complete(said)));
              });
        });
    return answer;
  }

  /** The registry carries it out, wherever that is. */
  void expire(Expire expire) {
    ended.putIfAbsent(expire.key(), time.nanoTime());
  }

  private void travel(Runnable arrival) {
    if (random.nextDouble() >= loss) {
      after(between(0, 20), arrival);
    }
  }

  /** Sends a heartbeat every third of a lease, to another member when one does not answer. */
  private void client(InstanceKey key) {
    if (!clientsAreAlive) {
      return;
    }
    ModelNode asked = anyOf(running());
    if (asked.heartbeats.hear(key, time.nanoTime())) {
      acknowledged.put(key, time.nanoTime());
    }
    after(LEASE.dividedBy(3), () -> client(key));
  }

  private List<ModelNode> running() {
    return living().stream().filter(node -> !node.isPaused).toList();
  }

  private void moveAllFrom(ModelNode crashed) {
    for (int i = 0; i < owners.length; i++) {
      if (crashed.id.equals(owners[i])) {
        move(i);
      }
    }
  }

  private Duration between(int fromMillis, int toMillis) {
    return Duration.ofMillis(fromMillis + random.nextInt(toMillis - fromMillis + 1));
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static Registered instance(int number) {
    InstanceKey key = InstanceKey.of("orders", Integer.toString(number));
    var now = new HybridTime(1);
    var instance = Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80));
    return new Registered(instance.withLease(LEASE), InstanceVersion.first(now), now, now);
  }
}
