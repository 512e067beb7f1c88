package dev.rollcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as users see it: its lines, its exit codes, and how it takes a signal. */
@Timeout(60)
class MainTest {
  private static final String FREE_PORTS = "--dns-port=0 --http-port=0 --cluster-port=0";

  @TempDir Path folder;

  @Test
  void nodeSaysThatItServesAndStopsWithZeroOnSigterm() throws Exception {
    Process process = run("start " + FREE_PORTS + " --zone=example.org --data-dir=" + folder);
    try (Closeable _ = process::destroyForcibly;
        BufferedReader output = process.inputReader()) {
      String transport = String.valueOf(output.readLine());
      assertTrue(
          transport.matches("\\S+Z INFO  Listeners: DNS over UDP: by \\S.*; threads: \\d+"),
          transport);
      String started = String.valueOf(output.readLine());
      assertTrue(
          started.matches(
              "\\S+Z INFO  Node: serving example.org: DNS at 127.0.0.1:\\d+ \\(UDP, TCP\\),"
                  + " HTTP at 127.0.0.1:\\d+, member 127.0.0.1:\\d+, 1 member seen,"
                  + " ready after \\d+\\.\\d s"),
          started);

      process.toHandle().destroy(); // leaves the streams open, unlike Process.destroy
      String stopped = String.valueOf(output.readLine());
      assertTrue(stopped.contains("Node: stopped serving example.org after "), stopped);
      assertEquals(0, process.waitFor());
      assertEquals("", errors(process));
    }
  }

  @Test
  void refusedStartEndsWithTwoAndOneLine() throws Exception {
    Process process = run("start --dns-port=dns");
    assertEquals(2, process.waitFor());
    assertEquals(
        "rollcall: dns-port: 'dns' is not allowed; allowed: 0 to 65535; 0 takes a free one"
            + " (given by --dns-port)\n",
        errors(process));
  }

  @Test
  void cacheThatIsDamagedOrMissingIsLeftAsideWithoutAWord() throws Exception {
    Path damaged = Files.writeString(folder.resolve("damaged"), "no cache");
    for (Path cache : List.of(damaged, folder.resolve("missing"))) {
      Process process = run("--version", "-XX:AOTCache=" + cache);
      try (BufferedReader output = process.inputReader()) {
        assertEquals("rollcall (not packaged)", output.readAllAsString().strip());
      }
      assertEquals("", errors(process));
      assertEquals(0, process.waitFor());
    }
  }

  @Test
  void aKeptInstanceLeavesWhenItsCommandIsToldToStop() throws Exception {
    try (RunningNode node = RunningNode.start(folder)) {
      Process process = run("register web --id a --port 80 --keep --url " + node.url());
      try (Closeable _ = process::destroyForcibly;
          BufferedReader output = process.inputReader()) {
        String registered = String.valueOf(output.readLine());
        assertTrue(registered.startsWith("registered web/a at 127.0.0.1, port 80"), registered);
        process.toHandle().destroy();
        assertEquals("deregistered web/a", output.readLine());
        assertEquals(0, process.waitFor());
      }
      assertEquals(404, node.get("/api/v1/services/web/instances/a").statusCode());
    }
  }

  /** Loading them would take longer than the answer. */
  @Test
  void aCommandForPeopleLoadsNothingOfANode() throws Exception {
    Path log = folder.resolve("classes");
    Process process = run("services --url http://127.0.0.1:1", "-Xlog:class+load:file=" + log);
    assertEquals(3, process.waitFor(), () -> "ended otherwise: " + process);
    String loaded = Files.readString(log);
    assertTrue(loaded.contains("dev.rollcall.server.client.NodeClient"), "not even that");
    for (String part :
        List.of("com.hazelcast.", "io.netty.", "dev.rollcall.cluster.", "dev.rollcall.dns.")) {
      assertFalse(loaded.contains("] " + part), part);
    }
  }

  /** Runs the program with the flags that the launcher gives to the JVM, and {@code more}. */
  private static Process run(String arguments, String... more) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../build/jvm-flags")));
    command.addAll(List.of(more));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(Stream.of(arguments.split(" ")).toList());
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
    return builder.start();
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
