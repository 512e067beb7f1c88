package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;

/** The fields {@code service} and {@code id}. */
final class KeyFields {
  private KeyFields() {}

  static InstanceKey read(Fields fields) {
    var service = fields.required("service", ServiceName::new);
    var id = fields.required("id", InstanceId::new);
    return new InstanceKey(service, id);
  }
}
