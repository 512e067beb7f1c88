package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads heartbeats for many instances as they stand in the text, with nothing made of them but
 * their keys. It gives up at whatever is to be refused, and leaves it to {@link Fields} to say why.
 */
final class HeartbeatsText {
  private final JsonText text;
  private @Nullable List<InstanceKey> keys;
  private @Nullable ServiceName service; // of the instance that is being read
  private @Nullable InstanceId id;

  private HeartbeatsText(JsonText text) {
    this.text = text;
  }

  /** The keys in the order of the text; empty when something in it is to be refused. */
  static Optional<List<InstanceKey>> read(byte[] utf8) {
    try {
      return Optional.of(JsonText.read(utf8, text -> new HeartbeatsText(text).document()));
    } catch (RefusedRequestException | InvalidValueException e) {
      return Optional.empty();
    }
  }

  private List<InstanceKey> document() throws IOException {
    text.members(this::member);
    return required(keys);
  }

  private void member(String name) throws IOException {
    if (!name.equals("instances")) {
      throw toldByFields();
    }
    List<InstanceKey> read = new ArrayList<>();
    text.elements(() -> read.add(instance(read.size())));
    keys = read;
  }

  private InstanceKey instance(int before) throws IOException {
    if (before == HeartbeatsBody.MAX_INSTANCES) {
      throw toldByFields();
    }
    service = null;
    id = null;
    text.membersAsTheyStand(this::part);
    return new InstanceKey(required(service), required(id));
  }

  private void part(String name) throws IOException {
    if (name.equals("service") && service == null) {
      service = new ServiceName(text.string());
    } else if (name.equals("id") && id == null) {
      id = new InstanceId(text.string());
    } else {
      throw toldByFields();
    }
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw toldByFields();
    }
    return value;
  }

  private static RefusedRequestException toldByFields() {
    return new RefusedRequestException(ProblemKind.INVALID_VALUE, "the fields tell why");
  }
}
