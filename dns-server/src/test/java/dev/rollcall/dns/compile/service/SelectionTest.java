package dev.rollcall.dns.compile.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rollcall.dns.Instances;
import dev.rollcall.dns.ServedZone;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  @ParameterizedTest
  @ValueSource(strings = {"x._tag", "x._zone", "_tag", "_sub"})
  void noServiceOrPortIsCalledLikeTagsAndLocalities(String name) {
    assertThrows(InvalidValueException.class, () -> new ServiceName(name));
    assertThrows(InvalidValueException.class, () -> new Port(name, 1, Protocol.TCP));
    assertThrows(InvalidValueException.class, () -> new Tag(name));
    assertThrows(InvalidValueException.class, () -> new Locality(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_tag", "_zone", "_tcp"})
  void anInstanceThatIsCalledSoGoesByItsHash(String id) {
    assertEquals(new InstanceId(id).hashLabel(), new InstanceId(id).label());
  }

  @Test
  void aChangeLeavesTheNamesOfOthersAsTheyAre() {
    try (ServedZone served = ServedZone.empty()) {
      served.register(instance("a", "10.0.0.1", "x"));
      served.register(instance("b", "10.0.0.2", "y"));
      Node other = find(served, "x._tag.web");
      Node own = find(served, "y._tag.web");
      served.register(instance("b", "10.0.0.3", "y"));
      assertSame(other, find(served, "x._tag.web"));
      assertNotEquals(own, find(served, "y._tag.web"));
    }
  }

  private static Instance instance(String id, String address, String tag) {
    return Instances.of("web", id, address).withTags(new Tag(tag));
  }

  private static @Nullable Node find(ServedZone served, String name) {
    return served.zone().names().find(DomainName.of(name + ".service.internal"));
  }
}
