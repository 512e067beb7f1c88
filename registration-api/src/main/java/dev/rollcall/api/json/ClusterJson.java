package dev.rollcall.api.json;

import static dev.rollcall.api.json.RegistryJson.array;

import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.standing.Company;
import dev.rollcall.registry.standing.Hold;
import dev.rollcall.registry.standing.JournalState;
import dev.rollcall.registry.standing.Replication;
import dev.rollcall.registry.standing.Standing;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Who forms the cluster and how the answering node stands in it, as JSON. */
public final class ClusterJson {
  private static final double THOUSAND = 1000;

  private ClusterJson() {}

  /** All of it, and the zone that its nodes answer for. */
  public static JsonObject of(Membership membership, ServedZone zone) {
    List<Member> members = membership.members();
    Standing standing = membership.standing();
    int partitions = members.stream().mapToInt(Member::partitions).sum();
    var json =
        new JsonObject()
            .put("zone", zone.name())
            .put("members", array(members, member -> member(member, partitions)))
            .put("leasesHeld", standing.leasesHeld())
            .put("renewals", renewals(standing))
            .put("replication", replication(standing.replication()))
            .put("company", company(standing.company()))
            .put("holds", array(standing.holds(), ClusterJson::hold));
    standing.journal().ifPresent(journal -> json.put("journal", journal(journal)));
    return json;
  }

  private static JsonObject member(Member member, int partitions) {
    var json =
        new JsonObject()
            .put("id", member.id())
            .put("address", member.address())
            .put("nameServer", array(member.nameServer(), Object::toString));
    member.dnsPort().ifPresent(port -> json.put("dnsPort", port));
    return json.put("local", member.local())
        .put("partitions", member.partitions())
        .put("share", partitions == 0 ? 0 : rounded((double) member.partitions() / partitions));
  }

  private static JsonObject renewals(Standing standing) {
    return new JsonObject()
        .put("total", standing.renewals())
        .put("perSecond", rounded(standing.renewalsPerSecond()));
  }

  private static JsonObject replication(Replication replication) {
    var json = new JsonObject();
    replication.compared().ifPresent(ago -> json.put("comparedSecondsAgo", seconds(ago)));
    return json.put("differingPartitions", replication.differing())
        .put("waiting", replication.waiting());
  }

  private static JsonObject company(Company company) {
    var json = new JsonObject().put("present", company.present()).put("missing", company.missing());
    company.isolatedFor().ifPresent(since -> json.put("isolatedForSeconds", seconds(since)));
    return json;
  }

  private static JsonObject hold(Hold hold) {
    var json = new JsonObject().put("reason", hold.reason().name());
    hold.service().ifPresent(service -> json.put("service", service.text()));
    return json.put("leases", hold.leases())
        .put("lastingSeconds", seconds(hold.lasting()))
        .put("atMostSeconds", seconds(hold.atMost()));
  }

  private static JsonObject journal(JournalState journal) {
    var json =
        new JsonObject()
            .put("durability", journal.durability().name())
            .put("bytes", journal.bytes())
            .put("waiting", journal.waiting())
            .put("restored", journal.restored())
            .put("healthy", journal.trouble().isEmpty());
    journal.trouble().ifPresent(trouble -> json.put("trouble", trouble));
    return json;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / THOUSAND;
  }

  private static double rounded(double value) {
    return Math.round(value * THOUSAND) / THOUSAND;
  }
}
