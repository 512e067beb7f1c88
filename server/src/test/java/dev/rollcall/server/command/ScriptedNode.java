package dev.rollcall.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node that answers by a script, and remembers what it was asked. */
final class ScriptedNode implements AutoCloseable {
  private record Reply(int status, String type, String body) {}

  /** Each as method, path and query, last event id, and body, as far as there is any. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private ScriptedNode(HttpServer server) {
    this.server = server;
  }

  static ScriptedNode start() throws IOException {
    var node =
        new ScriptedNode(
            HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
    node.server.createContext("/", node::answer);
    node.server.setExecutor(node.threads);
    node.server.start();
    return node;
  }

  /** The next answer; after the last one it answers 500 without a word. */
  ScriptedNode answers(int status, String body) {
    replies.add(new Reply(status, "application/json", body));
    return this;
  }

  /** The next answer is a stream of events that ends. */
  ScriptedNode streams(String events) {
    replies.add(new Reply(200, "text/event-stream", events));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Optional<String> lastId =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    requests.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(), exchange.getRequestURI(), lastId.orElse(""), body)
            .strip());
    Reply reply = Optional.ofNullable(replies.poll()).orElse(new Reply(500, "text/plain", ""));
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    byte[] octets = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }
}
