package dev.rollcall.server;

import dev.rollcall.api.ApiPorts;
import dev.rollcall.api.ApiSettings;
import dev.rollcall.api.RegistrationApi;
import dev.rollcall.cluster.ClusterNode;
import dev.rollcall.cluster.ClusterSettings;
import dev.rollcall.cluster.MemberAddress;
import dev.rollcall.cluster.company.JoinRefusedException;
import dev.rollcall.cluster.journal.JournalRefusedException;
import dev.rollcall.cluster.journal.JournalSettings;
import dev.rollcall.dns.DnsServer;
import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.guard.CookieSecretFile;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.server.settings.Setting;
import dev.rollcall.server.settings.Settings;
import dev.rollcall.server.settings.StartRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts of a node in the order in which they need one another. DNS answers SERVFAIL
 * until the member has the whole catalogue; HTTP opens when it has.
 */
final class Startup {
  /** With what the member takes to leave, about 6 s, it stays below {@link StopSignal#PATIENCE}. */
  private static final Duration HTTP_DRAIN = Duration.ofSeconds(2);

  /** The folder of the member's journal, within that of the node's data. */
  private static final String JOURNAL = "journal";

  private static final Duration LONGEST_STEP = Duration.ofSeconds(3);

  private final Settings settings;
  private final Parts parts;

  Startup(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  Node run() throws StartRefusedException {
    parts.add(DataFolder.open(settings.dataDir()));
    Metrics metrics = parts.add(new Metrics());
    ClusterNode cluster = member();
    DnsServer dns = parts.add(dns(cluster));
    requireFree(settings.httpPort());
    parts.add(cluster);
    join(cluster);
    RegistrationApi api = api(cluster, metrics);
    cluster.beginLeases(); // from here on heartbeats can come
    cluster.catalog().follow(new MembershipLog());
    metrics.observe(cluster.catalog(), cluster.membership());
    metrics.observe(cluster);
    metrics.observe(dns);
    metrics.observe(api);
    return new Node(settings, cluster, dns, api, parts);
  }

  private ClusterNode member() throws StartRefusedException {
    List<IpAddress> reachable = reachable();
    var self = new MemberAddress(reachable.getFirst().toString(), settings.clusterPort());
    var journal =
        new JournalSettings(
            settings.dataDir().resolve(JOURNAL), settings.zone().text(), settings.durability());
    return new ClusterNode(
        new ClusterSettings(self, settings.join(), reachable)
            .withCompany(settings.company())
            .withLeases(settings.leases())
            .withJournal(journal),
        TimeSource.system());
  }

  private List<IpAddress> reachable() throws StartRefusedException {
    try (var _ = new ServerSocket(0, 1, settings.bind())) {
      return OwnAddresses.behind(settings.bind());
    } catch (IOException e) {
      String address = settings.bind().getHostAddress();
      throw new StartRefusedException(
          "%s: cannot use %s: %s; allowed: %s"
              .formatted(Setting.BIND.key(), address, e.getMessage(), Setting.BIND.allowed()),
          e);
    }
  }

  private DnsServer dns(ClusterNode cluster) throws StartRefusedException {
    Protection protection = protection();
    try {
      DnsSettings listening =
          DnsSettings.DEFAULT
              .withZones(settings.zones())
              .withBind(settings.bind())
              .withPort(settings.dnsPort())
              .withUdpThreads(settings.dnsThreads())
              .withUdpPayload(settings.udpSize())
              .withTcp(settings.tcp())
              .withProtection(protection)
              .withIdentity(settings.identity());
      return DnsServer.start(listening, cluster.catalog(), cluster.agreement());
    } catch (ZoneFileException e) {
      throw new StartRefusedException(Setting.ZONE_FILES.key() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(Setting.DNS_PORT, e.getMessage(), e);
    }
  }

  private Protection protection() throws StartRefusedException {
    if (settings.cookieSecrets().isEmpty()) {
      return settings.protection();
    }
    Path file = settings.cookieSecrets().get();
    try {
      return settings.protection().withCookieKeys(CookieSecretFile.read(file));
    } catch (IOException e) {
      throw StartRefusedException.ofFile(Setting.COOKIE_SECRETS, file, "cannot be read", e);
    } catch (InvalidValueException e) {
      throw new StartRefusedException(
          "%s: %s".formatted(Setting.COOKIE_SECRETS.key(), e.getMessage()), e);
    }
  }

  /** A node that would be refused later must not join first: partitions would move for nothing. */
  private void requireFree(int httpPort) throws StartRefusedException {
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(settings.bind(), httpPort));
    } catch (IOException e) {
      throw notListening(e);
    }
  }

  private void join(ClusterNode cluster) throws StartRefusedException {
    try {
      cluster.start();
    } catch (JournalRefusedException e) {
      throw refused(e);
    } catch (JoinRefusedException e) {
      throw new StartRefusedException("%s: %s".formatted(Setting.JOIN.key(), e.getMessage()), e);
    } catch (IOException e) {
      throw unusable(Setting.CLUSTER_PORT, e.getMessage(), e);
    }
  }

  private StartRefusedException refused(JournalRefusedException e) {
    if (e.getCause() instanceof IOException trouble) {
      Path folder = settings.dataDir().resolve(JOURNAL);
      return StartRefusedException.ofFile(Setting.DATA_DIR, folder, "cannot be used", trouble);
    }
    return new StartRefusedException(Setting.DATA_DIR.key() + ": " + e.getMessage(), e);
  }

  private RegistrationApi api(ClusterNode cluster, Metrics metrics) throws StartRefusedException {
    Vertx vertx = Vertx.vertx();
    parts.add(() -> await(vertx.close()));
    try {
      ApiSettings listening =
          ApiSettings.at(settings.bind().getHostAddress(), settings.httpPort())
              .withZone(settings.zone().text())
              .withMaxWatchers(settings.maxWatchers());
      RegistrationApi api =
          await(
              RegistrationApi.start(
                  vertx,
                  listening,
                  new ApiPorts(
                      cluster.registry(),
                      cluster.catalog(),
                      cluster.membership(),
                      cluster.agreement(),
                      TimeSource.system()),
                  metrics::text));
      parts.add(() -> await(api.shutdown(HTTP_DRAIN)));
      return api;
    } catch (CompletionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw notListening(cause);
    }
  }

  private StartRefusedException notListening(Throwable cause) {
    String where = settings.at(settings.httpPort());
    return unusable(
        Setting.HTTP_PORT, "cannot listen on " + where + ": " + cause.getMessage(), cause);
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LONGEST_STEP.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static StartRefusedException unusable(
      Setting setting, @Nullable String why, Throwable cause) {
    return new StartRefusedException(
        "%s: %s; allowed: a free port at an address of this machine".formatted(setting.key(), why),
        cause);
  }
}
