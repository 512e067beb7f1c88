package dev.rollcall.cluster.wire;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import dev.rollcall.cluster.lease.Question;
import dev.rollcall.cluster.lease.RenewLeases;
import dev.rollcall.cluster.lease.Testimony;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.lease.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The forms of what members tell and ask one another about leases. */
final class LeaseForms {
  private static final CompactForm<RenewLeases> RENEW_LEASES =
      new CompactForm<>(
          RenewLeases.class,
          in -> new RenewLeases(longs(in, "ids"), ints(in, "ages")),
          (out, renewals) -> {
            out.writeArrayOfInt64("ids", renewals.ids());
            out.writeArrayOfInt32("ages", renewals.ages());
          });

  private static final CompactForm<Question> QUESTION =
      new CompactForm<>(Question.class, LeaseForms::question, LeaseForms::question);

  private static final CompactForm<Testimony> TESTIMONY =
      new CompactForm<>(Testimony.class, LeaseForms::testimony, LeaseForms::testimony);

  static final List<CompactForm<?>> ALL = List.of(RENEW_LEASES, QUESTION, TESTIMONY);

  private LeaseForms() {}

  private static Question question(CompactReader in) {
    List<ServiceName> services = texts(in, "services").map(ServiceName::new).toList();
    List<InstanceId> ids = texts(in, "ids").map(InstanceId::new).toList();
    int[] serviceOf = ints(in, "serviceOf");
    List<InstanceKey> keys =
        IntStream.range(0, serviceOf.length)
            .mapToObj(i -> new InstanceKey(services.get(serviceOf[i]), ids.get(i)))
            .toList();
    return new Question(keys, services);
  }

  /** The name of a service travels once, however many of its leases are over. */
  private static void question(CompactWriter out, Question question) {
    List<InstanceKey> keys = question.keys();
    var place = new HashMap<ServiceName, Integer>();
    question.services().forEach(service -> place.put(service, place.size()));
    out.writeArrayOfString(
        "services", question.services().stream().map(ServiceName::text).toArray(String[]::new));
    out.writeArrayOfString("ids", keys.stream().map(key -> key.id().text()).toArray(String[]::new));
    out.writeArrayOfInt32(
        "serviceOf",
        keys.stream().mapToInt(key -> Objects.requireNonNull(place.get(key.service()))).toArray());
  }

  private static Testimony testimony(CompactReader in) {
    int[] kept = ints(in, "kept");
    int[] late = ints(in, "late");
    List<Tally> services =
        IntStream.range(0, kept.length).mapToObj(i -> new Tally(kept[i], late[i])).toList();
    var total = new Tally(in.readInt32("totalKept"), in.readInt32("totalLate"));
    return new Testimony(ints(in, "ages"), services, total);
  }

  private static void testimony(CompactWriter out, Testimony testimony) {
    List<Tally> services = testimony.services();
    out.writeArrayOfInt32("ages", testimony.ages());
    out.writeArrayOfInt32("kept", services.stream().mapToInt(Tally::kept).toArray());
    out.writeArrayOfInt32("late", services.stream().mapToInt(Tally::late).toArray());
    out.writeInt32("totalKept", testimony.total().kept());
    out.writeInt32("totalLate", testimony.total().late());
  }

  private static long[] longs(CompactReader in, String field) {
    return Objects.requireNonNull(in.readArrayOfInt64(field), field);
  }

  private static int[] ints(CompactReader in, String field) {
    return Objects.requireNonNull(in.readArrayOfInt32(field), field);
  }

  private static Stream<String> texts(CompactReader in, String field) {
    return Stream.of(Objects.requireNonNull(in.readArrayOfString(field), field));
  }
}
