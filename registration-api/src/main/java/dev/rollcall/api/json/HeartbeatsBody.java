package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import java.util.List;

/** The body of heartbeats for many instances. */
public final class HeartbeatsBody {
  /** Most instances of one request; as many fit its 64 KiB at 65 octets each. */
  public static final int MAX_INSTANCES = 1000;

  private HeartbeatsBody() {}

  /** Reads the keys as they stand in the text; what is refused is told by its fields. */
  public static List<InstanceKey> read(byte[] utf8) {
    return HeartbeatsText.read(utf8).orElseGet(() -> ofFields(Fields.parse(utf8)));
  }

  static List<InstanceKey> ofFields(Fields body) {
    List<Fields> instances = body.objects("instances").orElseThrow(HeartbeatsBody::missing);
    body.end();
    if (instances.size() > MAX_INSTANCES) {
      throw new InvalidValueException(
          "instances", instances.size() + " instances", "up to " + MAX_INSTANCES + " instances");
    }
    return instances.stream().map(HeartbeatsBody::key).toList();
  }

  private static InstanceKey key(Fields instance) {
    InstanceKey key = KeyFields.read(instance);
    instance.end();
    return key;
  }

  private static RefusedRequestException missing() {
    return new RefusedRequestException(
        Problem.ofField("instances", "it is missing", "an array of service and id"));
  }
}
