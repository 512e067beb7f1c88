package dev.rollcall.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.PartitionGroupConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.partitiongroup.PartitionGroupMetaData;
import dev.rollcall.cluster.company.KubernetesService;
import dev.rollcall.cluster.company.Leaving;
import dev.rollcall.cluster.lease.Question;
import dev.rollcall.cluster.lease.RenewLeases;
import dev.rollcall.cluster.wire.AgreedMergePolicy;
import dev.rollcall.cluster.wire.CompactForms;
import dev.rollcall.cluster.wire.ReunionMergePolicy;
import dev.rollcall.cluster.wire.SettingsMergePolicy;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.Locality;
import java.util.Map;
import java.util.stream.Collectors;

/** How Hazelcast is set up: its discovery is off, its timeouts are those of a discovery server. */
final class HazelcastSettings {
  /** To be raised when the forms change in which entries travel. */
  private static final int FORMAT = 2;

  static final String INSTANCES = "instances";
  static final String AGREED = "agreed";
  static final String SETTINGS = "settings"; // of services
  static final String NAME_SERVER = "rollcall.name-server";
  static final String DNS_PORT = "rollcall.dns-port";

  /** Seconds, but where a name says otherwise. */
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.logging.type", "slf4j"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          // The node stops Hazelcast itself, after HTTP and before DNS.
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
          // How often whoever follows the master asks for a vote, too: one that gives the master up
          // a moment later would be left behind with 5. Who is gone is noticed by heartbeats.
          Map.entry("hazelcast.mastership.claim.timeout.seconds", "120"),
          // Two members that lost one another, and both have the master: one of them has to go.
          // In heartbeats, so after a member would be given up; off by default.
          Map.entry("hazelcast.partial.member.disconnection.resolution.heartbeat.count", "5"),
          // The master looks for other clusters: one round may meet a merge that is under way, and
          // three have to fit into the 30 s after which all nodes are to agree again.
          Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
          // A broken link is told by heartbeats; a keepalive would only come later.
          Map.entry("hazelcast.icmp.enabled", "false"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          Map.entry("hazelcast.max.join.seconds", "20"),
          Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
          // A backup that has crashed is waited for so long, then the command is tried again.
          Map.entry("hazelcast.operation.backup.timeout.millis", "1000"),
          // What was sent over a link that broke is lost. The move of a partition waits so long for
          // an answer, and 10 s more, before it is tried again; meanwhile no backup takes over from
          // who has crashed. With 300 it took minutes.
          Map.entry("hazelcast.partition.migration.timeout", "5"),
          Map.entry("hazelcast.partition.backup.sync.interval", "10"),
          Map.entry("hazelcast.partition.table.send.interval", "5"),
          // Without it a write counts as done although a backup never confirmed it.
          Map.entry("hazelcast.operation.fail.on.indeterminate.state", "true"),
          Map.entry("hazelcast.prefer.ipv4.stack", "false"),
          // Listens on the address it was given, not on all of the machine's.
          Map.entry("hazelcast.socket.bind.any", "false"));

  /** Seconds. The first packets after a cut are lost: begin anew, sooner than TCP would. */
  private static final int CONNECTING = 3;

  static {
    SteadyClock.install(); // here, since whoever needs Hazelcast needs its settings first
  }

  private HazelcastSettings() {}

  static Config of(ClusterSettings settings) {
    var config = new Config().setClusterName(clusterName(settings));
    PROPERTIES.forEach(config::setProperty);
    config.setProperty("hazelcast.local.localAddress", settings.self().host());
    config.getJetConfig().setEnabled(false);
    config.getMemberAttributeConfig().setAttribute(NAME_SERVER, joined(settings));
    settings.dnsPort().ifPresent(port -> dnsPort(port, config));
    network(config.getAdvancedNetworkConfig(), settings);
    settings.company().place().ifPresent(place -> apartFrom(place, config));
    serialization(config.getSerializationConfig());
    config.addMapConfig(map(INSTANCES, settings.backups(), ReunionMergePolicy.class));
    config.addMapConfig(map(AGREED, settings.backups(), AgreedMergePolicy.class));
    config.addMapConfig(map(SETTINGS, settings.backups(), SettingsMergePolicy.class));
    config.addExecutorConfig(new ExecutorConfig(RenewLeases.EXECUTOR, 2));
    config.addExecutorConfig(new ExecutorConfig(Question.EXECUTOR, 1));
    config.addExecutorConfig(new ExecutorConfig(Leaving.EXECUTOR, 1));
    return config;
  }

  private static void dnsPort(int port, Config config) {
    config.getMemberAttributeConfig().setAttribute(DNS_PORT, String.valueOf(port));
  }

  /**
   * A port for members alone. At one for all kinds of peers Hazelcast goes round in circles while a
   * member that froze takes a connection and does not answer, and the links to other members that
   * the same thread serves fall silent: they would give up one another.
   */
  private static void network(AdvancedNetworkConfig network, ClusterSettings settings) {
    var members = new ServerSocketEndpointConfig();
    members.setPort(settings.self().port()).setPortAutoIncrement(false);
    members.setSocketConnectTimeoutSeconds(CONNECTING);
    network.setEnabled(true).setMemberEndpointConfig(members);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(settings.company().kubernetes().isEmpty());
    settings.join().forEach(member -> join.getTcpIpConfig().addMember(member.toString()));
    settings.company().kubernetes().ifPresent(service -> kubernetes(join, service));
  }

  /** Hazelcast's own plugin, which asks the DNS of Kubernetes and needs no rights in it. */
  private static void kubernetes(JoinConfig join, KubernetesService service) {
    join.getKubernetesConfig()
        .setEnabled(true)
        .setProperty("service-dns", service.name())
        .setProperty("service-port", String.valueOf(service.port()));
  }

  /** Backups are kept in other places than their owner; a member that has none is not let in. */
  private static void apartFrom(Locality place, Config config) {
    config
        .getPartitionGroupConfig()
        .setEnabled(true)
        .setGroupType(PartitionGroupConfig.MemberGroupType.ZONE_AWARE);
    config
        .getMemberAttributeConfig()
        .setAttribute(PartitionGroupMetaData.PARTITION_GROUP_ZONE, place.text());
  }

  /** Members of another zone, or that write entries otherwise, are of another cluster. */
  private static String clusterName(ClusterSettings settings) {
    return "rollcall %d %s".formatted(FORMAT, settings.company().zone());
  }

  private static void serialization(SerializationConfig serialization) {
    CompactForms.ALL.forEach(serialization.getCompactSerializationConfig()::addSerializer);
    // Java serialization is left for the exceptions that Hazelcast sends between members.
    var filter = new JavaSerializationFilterConfig();
    filter.getWhitelist().addPrefixes("com.hazelcast.", "java.lang.", "java.util.");
    serialization.setJavaSerializationFilterConfig(filter);
  }

  private static MapConfig map(String name, int backups, Class<?> mergePolicy) {
    return new MapConfig(name)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setBackupCount(backups)
        .setAsyncBackupCount(0)
        .setMergePolicyConfig(new MergePolicyConfig().setPolicy(mergePolicy.getName()));
  }

  private static String joined(ClusterSettings settings) {
    return settings.nameServer().stream().map(IpAddress::toString).collect(Collectors.joining(","));
  }
}
