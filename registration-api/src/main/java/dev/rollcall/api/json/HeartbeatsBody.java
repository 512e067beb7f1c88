package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.ServiceName;
import java.util.List;
import java.util.function.Function;

/** The body of heartbeats for many instances. */
public final class HeartbeatsBody {
  /** Most instances of one request; as many fit its 64 KiB at 65 octets each. */
  public static final int MAX_INSTANCES = 1000;

  private HeartbeatsBody() {}

  public static List<InstanceKey> read(Fields body) {
    List<Fields> instances = body.objects("instances").orElseThrow(HeartbeatsBody::missing);
    body.end();
    if (instances.size() > MAX_INSTANCES) {
      throw new InvalidValueException(
          "instances", instances.size() + " instances", "up to " + MAX_INSTANCES + " instances");
    }
    return instances.stream().map(HeartbeatsBody::key).toList();
  }

  private static InstanceKey key(Fields instance) {
    var service = required(instance, "service", ServiceName::new);
    var id = required(instance, "id", InstanceId::new);
    instance.end();
    return new InstanceKey(service, id);
  }

  private static <T> T required(Fields instance, String name, Function<String, T> make) {
    return instance
        .text(name, make)
        .orElseThrow(
            () ->
                new RefusedRequestException(
                    Problem.ofField(instance.path(name), "it is missing", "a string")));
  }

  private static RefusedRequestException missing() {
    return new RefusedRequestException(
        Problem.ofField("instances", "it is missing", "an array of service and id"));
  }
}
