package dev.rollcall.server;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** A node on free loopback ports, and what its users do with it over real sockets. */
final class RunningNode implements AutoCloseable {
  private static final String ZONE = "test.internal";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final Node node;

  private RunningNode(Node node) {
    this.node = node;
  }

  /** Starts a node on its own, or one that joins {@code others}. */
  static RunningNode start(Path dataDir, RunningNode... others) throws StartRefusedException {
    String join =
        Stream.of(others).map(other -> other.node.memberAddress()).collect(Collectors.joining(","));
    return new RunningNode(Node.start(settings(dataDir, Map.of(Setting.JOIN, join))));
  }

  /** Free ports and a zone for tests, but for what {@code given} says. */
  static Settings settings(Path dataDir, Map<Setting, String> given) throws StartRefusedException {
    var options =
        new EnumMap<Setting, String>(
            Map.of(
                Setting.ZONE, ZONE,
                Setting.DNS_PORT, "0",
                Setting.HTTP_PORT, "0",
                Setting.CLUSTER_PORT, "0",
                Setting.DATA_DIR, dataDir.toString()));
    options.putAll(given);
    return Settings.read(options, Map.of());
  }

  Catalog catalog() {
    return node.catalog();
  }

  Agreement agreement() {
    return node.agreement();
  }

  /** Registers an instance at 10.0.0.1, port 8080. */
  HttpResponse<String> register(String service, String id, int leaseSeconds) throws Exception {
    String body =
        """
        {"addresses": ["10.0.0.1"], "port": 8080, "leaseSeconds": %d}
        """
            .formatted(leaseSeconds);
    return put(path(service, id), body);
  }

  /** Registers an instance at 10.0.0.1, port 8080, that takes so long to drain. */
  HttpResponse<String> registerDraining(String service, String id, int drainSeconds)
      throws Exception {
    String body =
        """
        {"addresses": ["10.0.0.1"], "port": 8080, "leaseSeconds": 300, "drainSeconds": %d}
        """
            .formatted(drainSeconds);
    return put(path(service, id), body);
  }

  /** Registers an instance at loopback that has to answer over HTTP once a second. */
  HttpResponse<String> registerChecked(String service, String id, int port) throws Exception {
    String body =
        """
        {"addresses": ["127.0.0.1"], "port": %d, "leaseSeconds": 300, "checks": [
          {"type": "http", "port": "default", "path": "/health", "intervalSeconds": 1,
           "timeoutSeconds": 1, "rise": 1, "fall": 1}]}
        """
            .formatted(port);
    return put(path(service, id), body);
  }

  /** Registers an instance that is kept elsewhere. */
  HttpResponse<String> registerHost(String host) throws Exception {
    return put(
        "/api/v1/services/kept-elsewhere/instances/a",
        "{\"host\": \"" + host + "\", \"port\": 8080}");
  }

  HttpResponse<String> renew(String service, String id) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path(service, id) + "/heartbeat")).PUT(BodyPublishers.noBody()));
  }

  HttpResponse<String> deregister(String service, String id) throws Exception {
    return send(HttpRequest.newBuilder(uri(path(service, id))).DELETE());
  }

  /** Drains an instance, as an operator does. */
  HttpResponse<String> drain(String service, String id) throws Exception {
    String override = "{\"override\": {\"status\": \"DRAINING\", \"reason\": \"disk swap\"}}";
    return send(
        HttpRequest.newBuilder(uri(path(service, id)))
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(override)));
  }

  /** What is shown of an instance. */
  JsonObject instance(String service, String id) throws Exception {
    return new JsonObject(get(path(service, id)).body());
  }

  /** What a watcher of a service is told that knows all up to a revision, or nothing. */
  JsonObject watch(String service, String revision, int waitSeconds) throws Exception {
    String query = "?service=%s&since=%s&waitSeconds=%d".formatted(service, revision, waitSeconds);
    return new JsonObject(get("/api/v1/watch" + query).body());
  }

  /** The sum of a metric, whatever its labels. */
  double metric(String name) throws Exception {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** What DNS answers. */
  Message ask(String name, int type, boolean tcp) throws IOException {
    return query(name + "." + ZONE + ".", type, tcp);
  }

  /** What DNS answers for the zone itself. */
  Message askApex(int type) throws IOException {
    return query(ZONE + ".", type, false);
  }

  private Message query(String name, int type, boolean tcp) throws IOException {
    var resolver = new SimpleResolver(InetAddress.ofLiteral("127.0.0.1"));
    resolver.setPort(node.dnsPort());
    resolver.setTCP(tcp);
    resolver.setTimeout(PATIENCE);
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
  }

  /** The answer section, as zone-file text without owner, TTL and class. */
  List<String> answers(String name, int type, boolean tcp) throws IOException {
    return ask(name, type, tcp).getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    node.close();
  }

  /** The node is gone without a word, as after kill -9: its member before all else. */
  void crash() {
    String own = node.memberAddress();
    Hazelcast.getAllHazelcastInstances().stream()
        .filter(one -> addressOf(one).equals(own))
        .forEach(one -> one.getLifecycleService().terminate());
    node.close();
  }

  private static String addressOf(HazelcastInstance member) {
    Address address = member.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  private static String path(String service, String id) {
    return "/api/v1/services/" + service + "/instances/" + id;
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  /** Where its HTTP side is. */
  String url() {
    return "http://127.0.0.1:" + node.httpPort();
  }

  private URI uri(String path) {
    return URI.create(url() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }
}
