package dev.rollcall.cluster.company;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * The addresses at which a node looks for others, and who listens there. A member of another
 * cluster looks like one of this cluster, until it stays away.
 */
public final class Neighbours {
  private static final Greeting GREETING = new Greeting(Duration.ofSeconds(1));
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A member that ends just now hangs up like a stranger, but does not do so again. */
  private static final int TRIES = 3;

  private final List<InetSocketAddress> addresses;
  private final Greeting greeting;
  private final Duration pause;

  /** The addresses without this node's own. */
  public Neighbours(List<InetSocketAddress> addresses) {
    this(addresses, GREETING, PAUSE);
  }

  Neighbours(List<InetSocketAddress> addresses, Greeting greeting, Duration pause) {
    this.addresses = List.copyOf(addresses);
    this.greeting = greeting;
    this.pause = pause;
  }

  /**
   * Blocks for some seconds at most.
   *
   * @throws JoinRefusedException when somebody listens there who is no member of any cluster
   */
  public void refuseStrangers() throws JoinRefusedException {
    List<InetSocketAddress> strangers = strangersAmong(addresses);
    for (int tries = 1; tries < TRIES && !strangers.isEmpty(); tries++) {
      LockSupport.parkNanos(pause.toNanos());
      strangers = strangersAmong(strangers);
    }
    if (!strangers.isEmpty()) {
      throw new JoinRefusedException(
          "what listens at %s is no member of a cluster; allowed: the cluster-port of other members"
              .formatted(text(strangers.getFirst())));
    }
  }

  /** Those where a member of some cluster listens; blocks for some seconds at most. */
  public List<InetSocketAddress> members() {
    return answering(addresses, Greeting.Answer.MEMBER);
  }

  /** One where a member of some cluster listens. */
  Optional<String> member() {
    return members().stream().findFirst().map(Neighbours::text);
  }

  private List<InetSocketAddress> strangersAmong(List<InetSocketAddress> asked) {
    return answering(asked, Greeting.Answer.STRANGER);
  }

  /** Asks all at once. */
  private List<InetSocketAddress> answering(List<InetSocketAddress> asked, Greeting.Answer sought) {
    Map<InetSocketAddress, Greeting.Answer> answers = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      asked.forEach(address -> threads.execute(() -> answers.put(address, greeting.at(address))));
    }
    return asked.stream().filter(address -> answers.get(address) == sought).toList();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
