package dev.rollcall.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.Replication;
import dev.rollcall.registry.standing.Standing;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a node says of the cluster and of itself. */
class ClusterTest {
  private static final Standing GOOD_TIMES =
      new Standing(
          4,
          120,
          2.0,
          new Company(2, 0, Optional.empty()),
          List.of(),
          new Replication(Optional.empty(), 0, 0),
          Optional.empty());
  private static final Standing BAD_TIMES =
      new Standing(
          4,
          120,
          1 / 3.0,
          new Company(2, 3, Optional.of(Duration.ofMillis(12_345))),
          List.of(
              new Hold(
                  Hold.Reason.SERVICE_SHARE,
                  Optional.of(new ServiceName("orders")),
                  12,
                  Duration.ofMillis(1500),
                  Duration.ofMillis(598_500)),
              new Hold(
                  Hold.Reason.ISOLATED,
                  Optional.empty(),
                  3,
                  Duration.ZERO,
                  Duration.ofMinutes(10))),
          new Replication(Optional.of(Duration.ofMillis(9876)), 2, 7),
          Optional.of(
              new JournalState(
                  JournalState.Durability.SYNC, 4096, 5, 6, Optional.of("no space left"))));

  @Test
  void membersAreListedWithTheirShares() {
    assertEquals(
        new JsonObject(
            """
            {"zone": "service.internal",
             "members": [
               {"id": "1", "address": "10.0.0.1:8055", "nameServer": ["10.0.0.1"],
                "dnsPort": 8053, "local": true, "partitions": 181, "share": 0.668},
               {"id": "2", "address": "10.0.0.2:8055", "nameServer": [], "local": false,
                "partitions": 90, "share": 0.332}],
             "leasesHeld": 4,
             "renewals": {"total": 120, "perSecond": 2.0},
             "replication": {"differingPartitions": 0, "waiting": 0},
             "company": {"present": 2, "missing": 0},
             "holds": []}
            """),
        cluster(GOOD_TIMES));
  }

  @Test
  void whatIsWrongIsShownWithItsFigures() {
    JsonObject cluster = cluster(BAD_TIMES);
    cluster.remove("zone");
    cluster.remove("members");
    assertEquals(
        new JsonObject(
            """
            {"leasesHeld": 4,
             "renewals": {"total": 120, "perSecond": 0.333},
             "replication": {"comparedSecondsAgo": 9.876, "differingPartitions": 2, "waiting": 7},
             "company": {"present": 2, "missing": 3, "isolatedForSeconds": 12.345},
             "holds": [
               {"reason": "SERVICE_SHARE", "service": "orders", "leases": 12,
                "lastingSeconds": 1.5, "atMostSeconds": 598.5},
               {"reason": "ISOLATED", "leases": 3, "lastingSeconds": 0.0, "atMostSeconds": 600.0}],
             "journal": {"durability": "SYNC", "bytes": 4096, "waiting": 5, "restored": 6,
                         "healthy": false, "trouble": "no space left"}}
            """),
        cluster);
  }

  @Test
  void aNodeOnItsOwnStandsInItsOwnCompany() {
    try (ApiNode node = ApiNode.start()) {
      String path = "/api/v1/services/orders/instances/a";
      node.put(path, "{\"port\": 1}");
      node.send("PUT", path + "/heartbeat");
      JsonObject cluster = node.get("/api/v1/cluster").json();

      assertEquals(1, cluster.getInteger("leasesHeld"));
      assertEquals(1, cluster.getJsonObject("renewals").getInteger("total"));
      assertEquals(1, cluster.getJsonObject("company").getInteger("present"));
      assertEquals(1.0, cluster.getJsonArray("members").getJsonObject(0).getDouble("share"));
    }
  }

  private static JsonObject cluster(Standing standing) {
    var membership =
        new Seen(
            List.of(
                new Member(
                    "1",
                    "10.0.0.1:8055",
                    List.of(IpAddress.parse("10.0.0.1")),
                    OptionalInt.of(8053),
                    true,
                    181),
                new Member("2", "10.0.0.2:8055", List.of(), false, 90)),
            standing);
    try (ApiNode node = ApiNode.with(membership)) {
      return node.get("/api/v1/cluster").json();
    }
  }

  private record Seen(List<Member> members, Standing standing) implements Membership {}
}
