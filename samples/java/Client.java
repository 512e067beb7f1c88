import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Builder;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * Finds a service by its SRV records and calls it. Needs Java 17 and nothing else: {@code java
 * Client.java _greeter._tcp.service.internal}.
 */
public class Client {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** One SRV record. RFC 2782: lower priorities first; then a draw in which weights are chances. */
  private record Target(int priority, double draw, int port, String host) {
    static final Comparator<Target> ORDER =
        Comparator.comparingInt(Target::priority).thenComparingDouble(Target::draw);

    static Target of(String record) {
      String[] fields = record.split(" ");
      double draw = -Math.log(Math.random()) / Integer.parseInt(fields[1]);
      return new Target(Integer.parseInt(fields[0]), draw, Integer.parseInt(fields[2]), fields[3]);
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).proxy(Builder.NO_PROXY).build();
  private final DirContext dns;

  Client(DirContext dns) {
    this.dns = dns;
  }

  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments.length > 0 ? arguments[0] : "_greeter._tcp.service.internal";
    try {
      System.out.print(new Client(resolver()).call(name));
    } catch (NamingException | IOException e) {
      System.err.println(e);
      System.exit(1);
    }
  }

  /** Where the machine's own resolver knows the zone, the address "dns:" will do. */
  private static DirContext resolver() throws NamingException {
    String server = System.getenv().getOrDefault("ROLLCALL_DNS", "127.0.0.1:8053");
    var environment = new Hashtable<String, String>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://" + server);
    environment.put("com.sun.jndi.dns.timeout.initial", "1000"); // ms, doubled with each retry
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
    return new InitialDirContext(environment);
  }

  String call(String service) throws NamingException, IOException, InterruptedException {
    for (Target target : records(service, "SRV").map(Target::of).sorted(Target.ORDER).toList()) {
      for (String address : addresses(target.host())) {
        try {
          return get(address, target.port());
        } catch (IOException e) {
          System.err.println(address + " port " + target.port() + ": " + e);
        }
      }
    }
    throw new IOException("nobody answers for " + service);
  }

  private List<String> addresses(String host) {
    try {
      return Stream.concat(records(host, "A"), records(host, "AAAA")).toList();
    } catch (NamingException e) {
      System.err.println(host + ": " + e.getMessage());
      return List.of();
    }
  }

  private Stream<String> records(String name, String type) throws NamingException {
    Attribute found = dns.getAttributes(name, new String[] {type}).get(type);
    return found == null
        ? Stream.empty()
        : Collections.list(found.getAll()).stream().map(String.class::cast);
  }

  private String get(String address, int port) throws IOException, InterruptedException {
    String host = address.contains(":") ? "[" + address + "]" : address;
    URI uri = URI.create("http://" + host + ":" + port + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }
}
