package dev.rollcall.server.settings;

import dev.rollcall.cluster.MemberAddress;
import dev.rollcall.cluster.company.CompanySettings;
import dev.rollcall.dns.DnsSettings;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.answer.Identity;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.transport.TcpLimits;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.standing.JournalState.Durability;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a node is to run.
 *
 * @param zones what is answered over DNS
 * @param bind a wildcard stands for all addresses of the machine
 * @param company with whom it forms a cluster, and what it does without them
 * @param dnsThreads how many answer DNS over UDP, 0 for as many as there are cores
 * @param udpSize most octets of a DNS reply over UDP
 * @param maxWatchers most clients that wait for changes over HTTP
 * @param leases how far the node goes to keep leases from ending
 * @param durability when a change is on the node's own disk
 * @param protection which DNS clients are answered, and how often
 * @param cookieSecrets where the secrets of DNS cookies stand, if other servers share them
 * @param identity what DNS says of this server
 * @param tcp what a DNS client may take over TCP
 */
public record Settings(
    ZoneSettings zones,
    InetAddress bind,
    int dnsPort,
    int dnsThreads,
    int udpSize,
    int httpPort,
    int maxWatchers,
    int clusterPort,
    List<MemberAddress> join,
    CompanySettings company,
    LeaseSettings leases,
    Path dataDir,
    Durability durability,
    Protection protection,
    Optional<Path> cookieSecrets,
    Identity identity,
    TcpLimits tcp,
    LogLevel logLevel) {
  /** How much a node logs. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    /** Also shows where in the code a failure came from. */
    DEBUG
  }

  private static final int MAX_PORT = 65_535;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

  public Settings {
    join = List.copyOf(join);
  }

  /** Where the services' names lie. */
  public ZoneName zone() {
    return zones.services();
  }

  /** The address of that port, as it stands in messages. */
  public String at(int port) {
    return new MemberAddress(bindText(), port).toString();
  }

  /**
   * Reads every setting from the command line, the environment, and the file that they name.
   *
   * @param options the text of each that was given as an option
   * @param environment all variables
   */
  public static Settings read(Map<Setting, String> options, Map<String, String> environment)
      throws StartRefusedException {
    return from(GivenSettings.read(options, environment));
  }

  private static Settings from(GivenSettings given) throws StartRefusedException {
    refuseSharedPort(given);
    return new Settings(
        ZoneOptions.from(given),
        given.of(Setting.BIND).read(Settings::address),
        given.of(Setting.DNS_PORT).read(Settings::port),
        given.of(Setting.DNS_THREADS).read(Settings::threads),
        given.of(Setting.UDP_SIZE).read(Settings::udpSize),
        given.of(Setting.HTTP_PORT).read(Settings::port),
        given.of(Setting.MAX_WATCHERS).read(text -> number(text, 0, 1_000_000)),
        given.of(Setting.CLUSTER_PORT).read(Settings::port),
        given.of(Setting.JOIN).read(CompanyOptions::members),
        CompanyOptions.from(given),
        leases(given),
        given.of(Setting.DATA_DIR).read(Settings::folder),
        given
            .of(Setting.DURABILITY)
            .read(text -> Durability.valueOf(text.toUpperCase(Locale.ROOT))),
        protection(given),
        given.of(Setting.COOKIE_SECRETS).read(Settings::file),
        identity(given),
        tcp(given),
        given.of(Setting.LOG_LEVEL).read(text -> LogLevel.valueOf(text.toUpperCase(Locale.ROOT))));
  }

  private static LeaseSettings leases(GivenSettings given) throws StartRefusedException {
    int share = given.of(Setting.SELF_PRESERVATION).read(text -> number(text, 1, 100));
    int hold = given.of(Setting.HOLD_LEASES).read(text -> number(text, 10, 86_400));
    return new LeaseSettings(share, Duration.ofSeconds(hold));
  }

  private static Protection protection(GivenSettings given) throws StartRefusedException {
    List<IpNetwork> networks = given.of(Setting.ALLOW_QUERY).read(Settings::networks);
    int limit = given.of(Setting.RATE_LIMIT).read(text -> number(text, 0, 1_000_000));
    int slip = given.of(Setting.RATE_LIMIT_SLIP).read(text -> number(text, 0, 10));
    return new Protection(networks, limit, slip, List.of());
  }

  private static Identity identity(GivenSettings given) throws StartRefusedException {
    Identity named = given.of(Setting.SERVER_ID).read(text -> new Identity(text, ""));
    return given.of(Setting.SERVER_VERSION).read(text -> new Identity(named.serverId(), text));
  }

  private static TcpLimits tcp(GivenSettings given) throws StartRefusedException {
    int connections = given.of(Setting.TCP_CONNECTIONS).read(text -> number(text, 4, 100_000));
    int idle = given.of(Setting.TCP_IDLE).read(text -> number(text, 1, 3600));
    return TcpLimits.DEFAULT.withConnections(connections).withIdle(Duration.ofSeconds(idle));
  }

  private String bindText() {
    if (!bind.isAnyLocalAddress()) {
      return new IpAddress(bind).toString();
    }
    return bind instanceof Inet6Address ? "::" : bind.getHostAddress();
  }

  /** DNS over TCP, HTTP and the members' port cannot be one and the same. */
  private static void refuseSharedPort(GivenSettings given) throws StartRefusedException {
    int dns = given.of(Setting.DNS_PORT).read(Settings::port);
    int http = given.of(Setting.HTTP_PORT).read(Settings::port);
    int cluster = given.of(Setting.CLUSTER_PORT).read(Settings::port);
    if (http != 0 && http == dns) {
      throw given.of(Setting.HTTP_PORT).refused("is the DNS port already");
    }
    if (cluster != 0 && (cluster == dns || cluster == http)) {
      throw given.of(Setting.CLUSTER_PORT).refused("is the DNS or HTTP port already");
    }
  }

  private static int udpSize(String text) {
    return DnsSettings.DEFAULT.withUdpPayload(port(text)).udpPayload();
  }

  private static int threads(String text) {
    return text.isEmpty() ? 0 : number(text, 1, 256);
  }

  private static int port(String text) {
    return number(text, 0, MAX_PORT);
  }

  static int number(String text, int min, int max) {
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      throw new IllegalArgumentException("not from " + min + " to " + max + ": " + text);
    }
    return number;
  }

  private static List<IpNetwork> networks(String text) {
    return CommaSeparated.parts(text).stream().map(IpNetwork::parse).distinct().toList();
  }

  private static Optional<Path> file(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static InetAddress address(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    return address.isAnyLocalAddress() ? address : new IpAddress(address).value();
  }

  private static Path folder(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("no folder");
    }
    return Path.of(text);
  }
}
