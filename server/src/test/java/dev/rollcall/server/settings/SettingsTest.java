package dev.rollcall.server.settings;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.cluster.MemberAddress;
import dev.rollcall.cluster.company.CompanySettings;
import dev.rollcall.cluster.company.KubernetesService;
import dev.rollcall.dns.ZoneSettings;
import dev.rollcall.dns.answer.Identity;
import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.transport.TcpLimits;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.LeaseSettings;
import dev.rollcall.registry.standing.JournalState.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void defaultsAreThoseOfALoopbackNode() throws StartRefusedException {
    assertEquals(
        new Settings(
            ZoneSettings.of(new ZoneName("service.internal")),
            InetAddress.ofLiteral("127.0.0.1"),
            8053,
            0,
            1232,
            8054,
            10_000,
            8055,
            List.of(),
            CompanySettings.DEFAULT,
            LeaseSettings.DEFAULT,
            Path.of("rollcall-data"),
            Durability.BATCHED,
            Protection.DEFAULT,
            Optional.empty(),
            Identity.DEFAULT,
            TcpLimits.DEFAULT,
            Settings.LogLevel.INFO),
        settings(Map.of(), Map.of()));
  }

  @Test
  void commandLineWinsOverEnvironmentAndEnvironmentOverFile() throws Exception {
    Path file = file("dns-port: 1\nhttp-port: 2\ncluster-port: 3\n");
    Settings settings =
        settings(
            Map.of(Setting.CONFIG, file.toString(), Setting.DNS_PORT, "21"),
            Map.of("ROLLCALL_DNS_PORT", "11", "ROLLCALL_HTTP_PORT", "12"));
    assertEquals(21, settings.dnsPort());
    assertEquals(12, settings.httpPort());
    assertEquals(3, settings.clusterPort());
  }

  @Test
  void environmentNamesTheFile() throws Exception {
    Path file = file("zone: Example.Org.");
    assertEquals(
        "example.org",
        settings(Map.of(), Map.of("ROLLCALL_CONFIG", file.toString())).zone().text());
  }

  @Test
  void reverseZonesAreATextOrAList() throws Exception {
    var expected = List.of(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("fd00::/8"));
    assertEquals(expected, fromFile("reverse-zones: 10.0.0.0/8, fd00::/8").zones().reverse());
    assertEquals(expected, fromFile("reverse-zones: ['10.0.0.0/8', 'fd00::/8']").zones().reverse());
  }

  @Test
  void answerPoliciesAreTextsOrAMappingAndAList() throws Exception {
    var web = new ServiceName("web");
    var expected = new AnswerPolicies(Map.of(web, 3), 20, Set.of(web), true);
    var given = Map.of(Setting.ANSWER_LIMIT, "web=3, *=20", Setting.UDP_SUBSET, "Web,*");
    assertEquals(expected, settings(given, Map.of()).zones().policies());
    String file = "answer-limit:\n  web: 3\n  '*': 20\nudp-subset:\n- web\n- '*'\n";
    assertEquals(expected, fromFile(file).zones().policies());
  }

  @Test
  void timesAndSizesOfDnsAreRead() throws Exception {
    Settings settings = fromFile("ttl: 60\nnegative-ttl: 1\nudp-size: 4096\ndns-threads: 3");
    assertEquals(Duration.ofSeconds(60), settings.zones().ttl());
    assertEquals(Duration.ofSeconds(1), settings.zones().negativeTtl());
    assertEquals(4096, settings.udpSize());
    assertEquals(3, settings.dnsThreads());
  }

  @Test
  void zoneFilesAreAListOrAMapping() throws Exception {
    var expected =
        List.of(
            new ZoneFileSource(DomainName.parse("example.org"), Path.of("a.zone")),
            new ZoneFileSource(DomainName.parse("0/25.2.0.192.in-addr.arpa"), Path.of("b=.zone")));
    String text = "Example.ORG.=a.zone, 0/25.2.0.192.in-addr.arpa=b=.zone,";
    assertEquals(expected, settings(Map.of(Setting.ZONE_FILES, text), Map.of()).zones().files());
    String mapping = "zone-files:\n  example.org: a.zone\n  0/25.2.0.192.in-addr.arpa: b=.zone\n";
    assertEquals(expected, fromFile(mapping).zones().files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "=a", "example.org=", "a..b=c", "a=b,A.=c"})
  void zoneFilesNeedAZoneEach(String text) {
    assertThrows(
        StartRefusedException.class, () -> settings(Map.of(Setting.ZONE_FILES, text), Map.of()));
  }

  @Test
  void emptyVariablesCountAsNotGiven() throws StartRefusedException {
    assertEquals(8053, settings(Map.of(), Map.of("ROLLCALL_DNS_PORT", "")).dnsPort());
  }

  @Test
  void variablesOfTheLauncherAndOfClientsAreLeftAlone() throws StartRefusedException {
    settings(
        Map.of(),
        Map.of(
            "ROLLCALL_JAVA_OPTS",
            "-Xmx1g",
            "ROLLCALL_URL",
            "http://x",
            "ROLLCALL_DNS",
            "x:53",
            "HOME",
            "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n...\n", "join:"})
  void emptyFileGivesNothing(String text) throws Exception {
    assertEquals(settings(Map.of(), Map.of()), fromFile(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "join: 10.0.0.1:8055, node-2:8055,[fd00::1]:8055",
        "join: ['10.0.0.1:8055', 'Node-2:8055', '[fd00::1]:8055', 'node-2:8055']",
        "join:\n- 10.0.0.1:8055\n- node-2:8055\n- '[fd00::1]:8055'"
      })
  void membersAreATextOrAList(String text) throws Exception {
    assertEquals(
        List.of("10.0.0.1:8055", "node-2:8055", "[fd00::1]:8055"),
        fromFile(text).join().stream().map(MemberAddress::toString).toList());
  }

  @Test
  void podsOfAServiceAreMembers() throws Exception {
    Settings settings = fromFile("join: kubernetes:Rollcall.prod.svc.cluster.local:8055");
    assertEquals(List.of(), settings.join());
    assertEquals(
        Optional.of(new KubernetesService("rollcall.prod.svc.cluster.local", 8055)),
        settings.company().kubernetes());
  }

  @Test
  void companyIsAsSaid() throws Exception {
    CompanySettings company =
        fromFile(
                """
                zone: b.internal
                expect-members: 5
                member-zone: EU-1a
                when-isolated: refuse
                max-stale: 60
                """)
            .company();
    assertEquals(
        new CompanySettings(
            "b.internal",
            OptionalInt.of(5),
            Optional.empty(),
            Optional.of(new Locality("eu-1a")),
            CompanySettings.WhenIsolated.REFUSE,
            Duration.ofMinutes(1)),
        company);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allow-query: 10.0.0.0/8, fd00::/8,192.0.2.7",
        "allow-query: ['10.0.0.0/8', 'fd00::/8', '192.0.2.7']"
      })
  void networksAreATextOrAList(String text) throws Exception {
    assertEquals(
        List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7/32"),
        fromFile(text).protection().allowQuery().stream().map(IpNetwork::toString).toList());
  }

  @Test
  void aQuarterOfTheConnectionsIsForOnePrefix() throws Exception {
    TcpLimits tcp = fromFile("tcp-connections: 4000\ntcp-idle: 30").tcp();
    assertEquals(TcpLimits.DEFAULT.withConnections(4000).withIdle(Duration.ofSeconds(30)), tcp);
    assertEquals(1000, tcp.perPrefix());
  }

  @Test
  void durabilityIsReadInEitherCase() throws Exception {
    assertEquals(Durability.SYNC, fromFile("durability: Sync").durability());
  }

  @Test
  void leasesAreHeldAsTold() throws Exception {
    assertEquals(
        new LeaseSettings(100, Duration.ofSeconds(10)),
        fromFile("self-preservation: 100\nhold-leases: 10").leases());
  }

  @Test
  void whatTheServerSaysOfItselfMayBeNothing() throws Exception {
    assertEquals(
        new Identity("node 1", ""), fromFile("server-id: node 1\nserver-version: ''").identity());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          dns-port: 65536      | dns-port: '65536' is not allowed; allowed: 0 to 65535
          dns-port: -1         | dns-port: '-1' is not allowed; allowed: 0 to 65535
          dns-port: dns        | dns-port: 'dns' is not allowed; allowed: 0 to 65535
          dns-port: 0x1F       | dns-port: '0x1F' is not allowed; allowed: 0 to 65535
          dns-port: !!int 53   | config: FILE, line 1, is no YAML: could not determine a constructor
          dns-port: !x 53      | config: FILE, line 1, is no YAML: could not determine a constructor
          dns-port:            | dns-port: '' is not allowed
          dns-port: [8053]     | dns-port: '[8053]' is not allowed; allowed: 0 to 65535
          dns-threads: 0       | dns-threads: '0' is not allowed; allowed: 1 to 256
          dns-threads: 257     | dns-threads: '257' is not allowed
          http-port: 8053      | http-port: '8053' is the DNS port already
          cluster-port: 8054   | cluster-port: '8054' is the DNS or HTTP port already
          zone: -a.example     | zone: '-a.example' is not allowed; allowed: a domain name
          zone: a..b           | zone: 'a..b' is not allowed
          zone: .              | zone: '.' is not allowed
          bind: localhost      | bind: 'localhost' is not allowed; allowed: an IPv4 or IPv6 address
          join: node-2         | join: 'node-2' is not allowed; allowed: host:port
          join: node-2:0       | join: 'node-2:0' is not allowed
          bind: 224.0.0.1      | bind: '224.0.0.1' is not allowed
          bind: fe80::1%1      | bind: 'fe80::1%1' is not allowed
          join: kubernetes:x   | join: 'kubernetes:x' is not allowed; allowed: host:port
          join: kubernetes:x:0 | join: 'kubernetes:x:0' is not allowed
          join: kubernetes:x:1,b:2 | join: 'kubernetes:x:1,b:2' is not allowed
          expect-members: 0    | expect-members: '0' is not allowed; allowed: 1 to 1000
          member-zone: a.b     | member-zone: 'a.b' is not allowed; allowed: up to 63 letters
          when-isolated: no    | when-isolated: 'no' is not allowed; allowed: accept or refuse
          max-stale: 0         | max-stale: '0' is not allowed; allowed: 1 to 86400 seconds
          join: {a: b}         | join: '{a=b}' is not allowed
          data-dir: ""         | data-dir: '' is not allowed
          durability: async    | durability: 'async' is not allowed; allowed: batched, up to 100 ms later
          allow-query: all     | allow-query: 'all' is not allowed; allowed: networks such as
          allow-query: 10.0.0.1/8 | allow-query: '10.0.0.1/8' is not allowed
          rate-limit: -1       | rate-limit: '-1' is not allowed; allowed: 0 to 1000000
          rate-limit: 1000001  | rate-limit: '1000001' is not allowed
          self-preservation: 0 | self-preservation: '0' is not allowed; allowed: 1 to 100
          hold-leases: 9       | hold-leases: '9' is not allowed; allowed: 10 to 86400 seconds
          rate-limit-slip: 11  | rate-limit-slip: '11' is not allowed; allowed: 0 to 10
          server-id: "ä"       | server-id: 'ä' is not allowed; allowed: up to 64 printable ASCII
          tcp-connections: 3   | tcp-connections: '3' is not allowed; allowed: 4 to 100000
          tcp-idle: 0          | tcp-idle: '0' is not allowed; allowed: 1 to 3600
          reverse-zones: 10.0.0.0/9  | reverse-zones: '10.0.0.0/9' is not allowed; allowed: networks
          reverse-zones: 10.0.0.1/8  | reverse-zones: '10.0.0.1/8' is not allowed
          reverse-zones: fd00::/9    | reverse-zones: 'fd00::/9' is not allowed
          reverse-zones: [10.0.0.0/8, 10.0.0.0/8] | reverse-zones: '10.0.0.0/8,10.0.0.0/8' is not
          ttl: 0               | ttl: '0' is not allowed; allowed: 1 to 86400
          ttl: 86401           | ttl: '86401' is not allowed; allowed: 1 to 86400
          ttl: 5s              | ttl: '5s' is not allowed; allowed: 1 to 86400
          negative-ttl: -1     | negative-ttl: '-1' is not allowed; allowed: 1 to 86400
          udp-size: 511        | udp-size: '511' is not allowed; allowed: 512 to 4096
          udp-size: 4097       | udp-size: '4097' is not allowed; allowed: 512 to 4096
          answer-limit: web    | answer-limit: 'web' is not allowed; allowed: services and 1 to 100
          answer-limit: web=0  | answer-limit: 'web=0' is not allowed
          answer-limit: web=101 | answer-limit: 'web=101' is not allowed
          answer-limit: web=1,web=2 | answer-limit: 'web=1,web=2' is not allowed
          answer-limit: a_b=1  | answer-limit: 'a_b=1' is not allowed
          udp-subset: a_b      | udp-subset: 'a_b' is not allowed; allowed: services
          log-level: loud      | log-level: 'loud' is not allowed; allowed: error, warn, info or debug
          dns_port: 53         | dns_port: unknown key, its value is '53'; allowed: zone, zone-files
          config: other.yaml   | config: unknown key, its value is 'other.yaml'
          [1, 2]               | config: FILE is not one mapping of 'key: value' lines; allowed keys: zone, zone-files
          "zone: a\n---\nzone: b" | config: FILE is not one mapping
          "zone: a\nzone: b" | config: FILE, line 2, is no YAML: found duplicate key zone
          "zone: [a"           | config: FILE, line 1, is no YAML
          "zone: a\tb: c"      | config: FILE, line 1, is no YAML
          """,
      delimiter = '|')
  void badFileIsRefusedInOneLine(String text, String beginning) throws Exception {
    Path file = file(text.translateEscapes());
    String message = refusal(Map.of(Setting.CONFIG, file.toString()), Map.of());
    String expected = beginning.replace("FILE", file.toString());
    assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void refusalSaysWhereTheValueCameFrom() throws IOException {
    Path file = file("dns-port: x");
    String allowed = "dns-port: 'x' is not allowed; allowed: 0 to 65535; 0 takes a free one";
    assertEquals(
        allowed + " (given by --dns-port)", refusal(Map.of(Setting.DNS_PORT, "x"), Map.of()));
    assertEquals(
        allowed + " (given by ROLLCALL_DNS_PORT)",
        refusal(Map.of(), Map.of("ROLLCALL_DNS_PORT", "x")));
    assertEquals(
        allowed + " (given by " + file + ")",
        refusal(Map.of(Setting.CONFIG, file.toString()), Map.of()));
  }

  @Test
  void unknownVariableIsRefused() {
    assertEquals(
        "ROLLCALL_PORT: unknown variable, its value is '53'; allowed: "
            + Arrays.stream(Setting.values()).map(Setting::variable).collect(joining(", ")),
        refusal(Map.of(), Map.of("ROLLCALL_PORT", "53")));
  }

  @Test
  void missingFileIsRefused() {
    Path missing = folder.resolve("missing.yaml");
    assertEquals(
        "config: '%s' cannot be read: there is no such file;".formatted(missing)
            + " allowed: a YAML file that holds the settings below",
        refusal(Map.of(Setting.CONFIG, missing.toString()), Map.of()));
  }

  @Test
  void zoneLeavesRoomForInstanceNames() throws StartRefusedException {
    String longest = "a".repeat(43) + "." + "b".repeat(44);
    assertEquals(longest, settings(Map.of(Setting.ZONE, longest), Map.of()).zone().text());
    assertEquals(longest, settings(Map.of(Setting.ZONE, longest + "."), Map.of()).zone().text());
    refusal(Map.of(Setting.ZONE, longest + "b"), Map.of());
  }

  private Settings fromFile(String text) throws IOException, StartRefusedException {
    return settings(Map.of(Setting.CONFIG, file(text).toString()), Map.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rollcall.yaml"), text);
  }

  private static String refusal(Map<Setting, String> options, Map<String, String> environment) {
    var refused = assertThrows(StartRefusedException.class, () -> settings(options, environment));
    return String.valueOf(refused.getMessage());
  }

  private static Settings settings(Map<Setting, String> options, Map<String, String> environment)
      throws StartRefusedException {
    return Settings.read(options, environment);
  }
}
