package dev.rollcall.load.propagation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Registers with running nodes at several rates while all of them are asked. Prints one row of a
 * table for each rate.
 */
public final class PropagationReport {
  private static final int WARM_UP_SECONDS = 20;
  private static final int RATES = 2; // where they begin in the arguments

  private final List<InetSocketAddress> http;
  private final List<InetSocketAddress> dns;

  private PropagationReport(List<InetSocketAddress> http, List<InetSocketAddress> dns) {
    this.http = http;
    this.dns = dns;
  }

  /**
   * Prints the table; ends with 1 when a registration was refused or not answered by all.
   *
   * @param arguments the ports of the nodes at 127.0.0.1, HTTP:DNS, separated by commas; how many
   *     seconds for each rate; the rates
   */
  public static void main(String[] arguments) throws IOException {
    List<String[]> nodes =
        Stream.of(arguments[0].split(",")).map(node -> node.split(":", 2)).toList();
    var report =
        new PropagationReport(
            nodes.stream().map(node -> loopback(node[0])).toList(),
            nodes.stream().map(node -> loopback(node[1])).toList());
    Duration length = Duration.ofSeconds(Integer.parseInt(arguments[1]));
    int[] rates = Stream.of(arguments).skip(RATES).mapToInt(Integer::parseInt).sorted().toArray();
    System.exit(report.run(rates, length) ? 0 : 1);
  }

  private boolean run(int[] rates, Duration length) throws IOException {
    Duration warmUp =
        length.toSeconds() < WARM_UP_SECONDS ? length : Duration.ofSeconds(WARM_UP_SECONDS);
    measure("w", rates[rates.length - 1], warmUp);
    System.out.println(
        "| registrations/s | request to 2xx | to the answer of that node | to the answer of all |"
            + " 2xx to the answer of all | missing |");
    System.out.println("|---|---|---|---|---|---|");
    return IntStream.of(rates).allMatch(rate -> printed(rate, length));
  }

  private boolean printed(int rate, Duration length) {
    try {
      List<Registration> all = measure("r" + rate + "-", rate, length);
      List<Registration> complete = all.stream().filter(Registration::isComplete).toList();
      System.out.printf(
          "| %,d | %s | %s | %s | %s | %d of %d |%n",
          rate,
          times(complete, Registration::untilAcknowledged),
          times(complete, Registration::untilAnsweredThere),
          times(complete, Registration::untilAnsweredEverywhere),
          times(complete, Registration::fromAcknowledgement),
          all.size() - complete.size(),
          all.size());
      return complete.size() == all.size();
    } catch (IOException e) {
      throw new IllegalStateException("a node cannot be reached", e);
    }
  }

  private List<Registration> measure(String prefix, int rate, Duration length) throws IOException {
    try (var watcher = new Watcher(dns);
        var registrar = new Registrar(http, watcher)) {
      return registrar.register(prefix, rate, length);
    }
  }

  /** Median, 99th percentile and longest. */
  private static String times(List<Registration> all, ToLongFunction<Registration> time) {
    long[] sorted = all.stream().mapToLong(time).sorted().toArray();
    return sorted.length == 0
        ? "–"
        : "%s / %s / %s".formatted(millis(sorted, 50), millis(sorted, 99), millis(sorted, 100));
  }

  private static String millis(long[] sorted, int percentile) {
    int index = Math.min(sorted.length - 1, sorted.length * percentile / 100);
    return "%.1f ms".formatted(sorted[index] / 1e6);
  }

  private static InetSocketAddress loopback(String port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(port));
  }
}
