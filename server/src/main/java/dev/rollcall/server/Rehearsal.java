package dev.rollcall.server;

import dev.rollcall.server.command.RollcallCommand;
import dev.rollcall.server.rehearsal.DnsUser;
import dev.rollcall.server.rehearsal.HttpUser;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plays what a node does, so that the JVM can note down which classes and methods that takes, and
 * have them ready at the next start: two nodes on free loopback ports, their users, a stop, and a
 * start from the journal. The launcher runs it after a build.
 */
public final class Rehearsal {
  private static final String SERVICE = "orders";
  private static final String ZONE = ".service.internal";
  private static final int INSTANCES = 20;
  private static final int QUERIES = 50;
  private static final int LONGEST_SECONDS = 60;

  private final Path folder;

  Rehearsal(Path folder) {
    this.folder = folder;
  }

  /**
   * Plays once, then ends the process with an exit code as that of a node.
   *
   * @param arguments a folder for the data of the nodes
   */
  public static void main(String[] arguments) {
    CommonPool.widen(System.getProperties(), Runtime.getRuntime().availableProcessors());
    CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(1)); // whatever it waits for, nobody waits for it
    System.exit(new Rehearsal(Path.of(arguments[0])).play());
  }

  /** Returns the exit code. */
  int play() {
    int first = start("first", List.of(), this::withCompany);
    return first == 0 ? start("first", List.of(), Rehearsal::use) : first;
  }

  /** What happens while a node runs. */
  private interface Scene {
    void play(Node node) throws IOException, InterruptedException;
  }

  private void withCompany(Node node) throws IOException, InterruptedException {
    use(node);
    int second = start("second", List.of("--join", node.memberAddress()), Rehearsal::use);
    if (second != 0) {
      throw new IOException("the second node ended with " + second);
    }
  }

  /** By way of the command line, which is part of each start; environment and files have no say. */
  private int start(String name, List<String> more, Scene scene) {
    List<String> given =
        List.of("start", "--dns-port=0", "--http-port=0", "--cluster-port=0", "--data-dir");
    String[] arguments =
        Stream.of(given, List.of(folder.resolve(name).toString()), more)
            .flatMap(List::stream)
            .toArray(String[]::new);
    return new RollcallCommand(Map.of(), settings -> serve(settings, scene)).run(arguments);
  }

  private static void serve(Settings settings, Scene scene)
      throws StartRefusedException, InterruptedException {
    Logging.setUp(settings.logLevel());
    try (Node node = Node.start(settings)) {
      scene.play(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void use(Node node) throws IOException, InterruptedException {
    var dns = new DnsUser(node.dnsPort());
    try (var http = new HttpUser(node.httpPort())) {
      for (int i = 0; i < INSTANCES; i++) {
        http.register(SERVICE, "i" + i);
      }
      http.look(SERVICE);
      dns.ask(SERVICE + ZONE, QUERIES);
      dns.ask("i1." + SERVICE + ZONE, 1);
      dns.ask("nobody" + ZONE, 1);
      http.deregister(SERVICE, "i0");
    }
  }
}
