package dev.rollcall.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.config.PartitionGroupConfig.MemberGroupType;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import dev.rollcall.cluster.company.CompanySettings;
import dev.rollcall.cluster.company.CompanySettings.WhenIsolated;
import dev.rollcall.cluster.company.KubernetesService;
import dev.rollcall.registry.instance.Locality;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HazelcastSettingsTest {
  private static final MemberAddress SELF = MemberAddress.parse("10.0.0.1:8055");
  private static final List<MemberAddress> OTHERS =
      IntStream.range(2, 6).mapToObj(i -> MemberAddress.parse("10.0.0." + i + ":8055")).toList();

  @Test
  void namedMembersAreLookedForAtTheirAddresses() {
    var join = of(OTHERS, company("a.internal")).getAdvancedNetworkConfig().getJoin();
    assertEquals(
        List.of("10.0.0.2:8055", "10.0.0.3:8055", "10.0.0.4:8055", "10.0.0.5:8055"),
        join.getTcpIpConfig().getMembers());
    assertTrue(join.getTcpIpConfig().isEnabled());
    assertFalse(join.getKubernetesConfig().isEnabled());
    assertFalse(join.getMulticastConfig().isEnabled());
    assertFalse(join.getAutoDetectionConfig().isEnabled());
  }

  @Test
  void podsAreLookedForInKubernetesDns() {
    var company =
        new CompanySettings(
            "a.internal",
            OptionalInt.of(3),
            Optional.of(new KubernetesService("rollcall.prod.svc.cluster.local", 8055)),
            Optional.empty(),
            WhenIsolated.ACCEPT,
            Duration.ofMinutes(5));
    var join = of(List.of(), company).getAdvancedNetworkConfig().getJoin();
    assertFalse(join.getTcpIpConfig().isEnabled());
    assertTrue(join.getKubernetesConfig().isEnabled());
    assertEquals(
        "rollcall.prod.svc.cluster.local", join.getKubernetesConfig().getProperty("service-dns"));
    assertEquals("8055", join.getKubernetesConfig().getProperty("service-port"));
  }

  @Test
  void theMembersPortIsForMembersAlone() {
    var network = of(OTHERS, company("a.internal")).getAdvancedNetworkConfig();
    assertTrue(network.isEnabled());
    assertEquals(Set.of(EndpointQualifier.MEMBER), network.getEndpointConfigs().keySet());
    for (EndpointConfig endpoint : network.getEndpointConfigs().values()) {
      var members = assertInstanceOf(ServerSocketEndpointConfig.class, endpoint);
      assertEquals(8055, members.getPort());
      assertFalse(members.isPortAutoIncrement());
      assertEquals(3, members.getSocketConnectTimeoutSeconds());
    }
  }

  @Test
  void aMoveThatLostItsAnswerIsTriedAgainWithinTheTimeToAgree() {
    Config config = of(OTHERS, company("a.internal"));
    int move = seconds(config, "hazelcast.partition.migration.timeout");
    int call = Integer.parseInt(config.getProperty("hazelcast.operation.call.timeout.millis"));
    assertTrue(move + call / 1000 < 30, "promise 4");
  }

  @Test
  void twoBackupsAreKeptWhereFiveMembersAreExpected() {
    assertEquals(2, backups(of(OTHERS, company("a.internal"))));
    assertEquals(1, backups(of(OTHERS.subList(0, 3), company("a.internal"))));
    assertEquals(1, backups(of(OTHERS, expecting(4))));
    assertEquals(2, backups(of(List.of(), expecting(5))));
  }

  @Test
  void membersOfAnotherZoneAreOfAnotherCluster() {
    assertNotEquals(
        of(OTHERS, company("a.internal")).getClusterName(),
        of(OTHERS, company("b.internal")).getClusterName());
  }

  @Test
  void backupsAreKeptApartWhereMembersSayWhereTheyStand() {
    var company =
        new CompanySettings(
            "a.internal",
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(new Locality("eu-1a")),
            WhenIsolated.ACCEPT,
            Duration.ofMinutes(5));
    Config config = of(OTHERS, company);
    assertEquals(MemberGroupType.ZONE_AWARE, config.getPartitionGroupConfig().getGroupType());
    assertTrue(config.getPartitionGroupConfig().isEnabled());
    assertEquals(
        "eu-1a",
        config.getMemberAttributeConfig().getAttributes().get("hazelcast.partition.group.zone"));
    assertFalse(of(OTHERS, company("a.internal")).getPartitionGroupConfig().isEnabled());
  }

  @Test
  void noMemberReadsJavaObjectsOfJustAnyClass() {
    var filter =
        of(OTHERS, company("a.internal"))
            .getSerializationConfig()
            .getJavaSerializationFilterConfig();
    assertTrue(filter.getWhitelist().isListed("com.hazelcast.core.MemberLeftException"));
    assertFalse(filter.getWhitelist().isListed("dev.rollcall.registry.state.Registered"));
    assertFalse(filter.getWhitelist().isListed("org.example.Gadget"));
    assertFalse(filter.isDefaultsDisabled());
  }

  private static Config of(List<MemberAddress> join, CompanySettings company) {
    return HazelcastSettings.of(new ClusterSettings(SELF, join, List.of()).withCompany(company));
  }

  private static int backups(Config config) {
    return config.getMapConfig(HazelcastSettings.INSTANCES).getBackupCount();
  }

  private static CompanySettings company(String zone) {
    return company(zone, OptionalInt.empty());
  }

  private static CompanySettings expecting(int members) {
    return company("a.internal", OptionalInt.of(members));
  }

  private static CompanySettings company(String zone, OptionalInt expected) {
    return new CompanySettings(
        zone,
        expected,
        Optional.empty(),
        Optional.empty(),
        WhenIsolated.ACCEPT,
        Duration.ofMinutes(5));
  }

  private static int seconds(Config config, String property) {
    return Integer.parseInt(config.getProperty(property));
  }
}
