package dev.rollcall.server.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that can be set. The name of a constant is its key in the file ({@code dns-port}), its
 * option ({@code --dns-port}) and its environment variable ({@code ROLLCALL_DNS_PORT}).
 */
public enum Setting {
  CONFIG("FILE", "", "a YAML file that holds the settings below", "file to read settings from"),
  ZONE(
      "NAME",
      "service.internal",
      "a domain name of up to 88 characters, such as service.internal",
      "zone in which the services' names lie"),
  ZONE_FILES(
      "ZONE=FILE,…",
      "",
      "zones and their files, ZONE=FILE, separated by commas; one file for each zone",
      "zone files to serve; that of the services' zone lies beneath the services"),
  REVERSE_ZONES(
      "NETWORK,…",
      "",
      "networks such as 10.0.0.0/8 or fd00::/8, separated by commas; whole octets of IPv4, whole"
          + " hexadecimal digits of IPv6; none that has a zone file",
      "networks whose addresses lead back to instances"),
  TTL("SECONDS", "5", Setting.A_TTL, "how long resolvers may remember what services have"),
  NEGATIVE_TTL("SECONDS", "3", Setting.A_TTL, "how long they may remember that there is nothing"),
  ANSWER_LIMIT(
      "SERVICE=N,…",
      "",
      "services and 1 to 100 each, SERVICE=N, separated by commas; * for all others",
      "most records of one answer; 100 where nothing else is said"),
  UDP_SUBSET(
      "SERVICE,…",
      "",
      "services, separated by commas; * for all",
      "services whose answers are, over UDP, as much as fits, and say of no more"),
  BIND(
      "ADDRESS",
      "127.0.0.1",
      "an IPv4 or IPv6 address of this machine, or 0.0.0.0 or :: for all of them",
      "address that DNS, HTTP and the other members find this node at"),
  DNS_PORT("PORT", "8053", Setting.A_PORT, "port for DNS over UDP and TCP"),
  DNS_THREADS(
      "N",
      "",
      "1 to 256",
      "threads that answer DNS over UDP, rounded up to the same number for each address; as many as"
          + " cores where nothing is said"),
  UDP_SIZE("OCTETS", "1232", "512 to 4096", "most octets of a DNS reply over UDP"),
  HTTP_PORT("PORT", "8054", Setting.A_PORT, "port for registrations, health and metrics over HTTP"),
  MAX_WATCHERS(
      "N", "10000", "0 to 1000000", "most clients that wait for changes over HTTP at one time"),
  CLUSTER_PORT("PORT", "8055", Setting.A_PORT, "port for the other members"),
  JOIN(
      "HOST:PORT,…",
      "",
      "host:port of other members, separated by commas; or kubernetes:SERVICE:PORT, the name of a"
          + " headless service in DNS",
      "members to form a cluster with; one that runs is enough"),
  EXPECT_MEMBERS(
      "N",
      "",
      "1 to 1000, the same on all members",
      "how many members the cluster is to have; as many as join names and this one where nothing is"
          + " said"),
  MEMBER_ZONE(
      "NAME",
      "",
      "up to 63 letters, digits and hyphens, on all members or on none",
      "zone that this member stands in; backups are kept in another one"),
  WHEN_ISOLATED(
      "WHAT",
      "accept",
      "accept or refuse",
      "what becomes of registrations while the node sees less than half of the members"),
  MAX_STALE(
      "SECONDS",
      "300",
      "1 to 86400 seconds",
      "how long a node that refuses them answers DNS nevertheless"),
  SELF_PRESERVATION(
      "PERCENT",
      "50",
      "1 to 100; 100 holds none for that",
      "leases are held while more than this share of a service's, or of all, would end at once"),
  HOLD_LEASES(
      "SECONDS",
      "600",
      "10 to 86400 seconds",
      "how long at most a lease that is over is held, whatever the reason"),
  DATA_DIR(
      "DIR",
      "rollcall-data",
      "a folder that this node alone may read and write",
      "folder for the node's own data, created when missing"),
  DURABILITY(
      "WHEN",
      "batched",
      "batched, up to 100 ms later, or sync, before the answer",
      "when a change is on the node's own disk"),
  ALLOW_QUERY(
      "NETWORK,…",
      "",
      "networks such as 10.0.0.0/8 or fd00::/8, and addresses, separated by commas; none for all",
      "clients that DNS answers; others are refused"),
  RATE_LIMIT(
      "N",
      "0",
      "0 to 1000000; 0 for no limit",
      "most DNS replies a second over UDP for one IPv4 /24 or IPv6 /56"),
  RATE_LIMIT_SLIP(
      "N",
      "2",
      "0 to 10; 0 for none, 1 for each",
      "of how many DNS replies beyond the limit one is sent, cut"),
  COOKIE_SECRETS(
      "FILE",
      "",
      "a file of 1 to 3 lines of 32 hexadecimal digits, the first makes cookies",
      "secrets of DNS cookies that other servers share; read at the start"),
  SERVER_ID(
      "TEXT",
      "",
      "up to 64 printable ASCII characters; empty says nothing",
      "what DNS says to those who ask which server answers"),
  SERVER_VERSION(
      "TEXT",
      "Rollcall",
      "up to 64 printable ASCII characters; empty says nothing",
      "what DNS says to those who ask for the version"),
  TCP_CONNECTIONS(
      "N",
      "1000",
      "4 to 100000",
      "most DNS clients over TCP, a quarter of them from one IPv4 /24 or IPv6 /56"),
  TCP_IDLE(
      "SECONDS",
      "10",
      "1 to 3600 seconds",
      "how long a DNS client may be silent over TCP; less while there are many"),
  LOG_LEVEL("LEVEL", "info", "error, warn, info or debug", "how much the node logs");

  private static final String A_PORT = "0 to 65535; 0 takes a free one";
  private static final String A_TTL = "1 to 86400 seconds";
  private static final String VARIABLE_PREFIX = "ROLLCALL_";

  private final String label;
  private final String defaultText;
  private final String allowed;
  private final String description;

  Setting(String label, String defaultText, String allowed, String description) {
    this.label = label;
    this.defaultText = defaultText;
    this.allowed = allowed;
    this.description = description;
  }

  /** The keys that a file may hold, for messages. */
  static String keys() {
    return Arrays.stream(values())
        .filter(Setting::standsInFile)
        .map(Setting::key)
        .collect(Collectors.joining(", "));
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String option() {
    return "--" + key();
  }

  String variable() {
    return VARIABLE_PREFIX + name();
  }

  /** A file does not name another file. */
  boolean standsInFile() {
    return this != CONFIG;
  }

  /** Whether a file may hold a list where the text has commas. */
  boolean isList() {
    return this == JOIN || this == REVERSE_ZONES || this == UDP_SUBSET || this == ALLOW_QUERY;
  }

  /** Whether a file may hold a mapping where the text has equals signs and commas. */
  boolean isMapping() {
    return this == ZONE_FILES || this == ANSWER_LIMIT;
  }

  /** What stands for the value in the help text. */
  public String label() {
    return label;
  }

  /** The default as it would be given; empty for none. */
  public String defaultText() {
    return defaultText;
  }

  /** What the value may be, as a phrase. */
  public String allowed() {
    return allowed;
  }

  public String description() {
    return description;
  }
}
