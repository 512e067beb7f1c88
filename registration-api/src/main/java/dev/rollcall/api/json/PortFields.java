package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields {@code port} and {@code ports}. The port named {@code default}, where there is one,
 * comes first: it is the one that the service's own name stands for.
 */
final class PortFields {
  private PortFields() {}

  static List<Port> read(Fields body) {
    var ports = new ArrayList<Port>();
    body.integer("port").ifPresent(number -> ports.add(bare("port", Port.DEFAULT_NAME, number)));
    body.object("ports").ifPresent(named -> ports.addAll(named(named)));
    if (ports.isEmpty()) {
      throw new RefusedRequestException(
          Problem.ofField("port", "it is missing", "a number in port, or named ports in ports"));
    }
    ports.sort((one, other) -> Boolean.compare(isDefault(other), isDefault(one)));
    return ports;
  }

  private static List<Port> named(Fields named) {
    return named.names().stream().map(name -> port(named, name)).toList();
  }

  private static Port port(Fields named, String name) {
    return named.holdsObject(name)
        ? named.object(name).map(fields -> detailed(named, name, fields)).orElseThrow()
        : named.integer(name).map(number -> bare(named.path(name), name, number)).orElseThrow();
  }

  private static Port detailed(Fields named, String name, Fields fields) {
    Optional<Integer> number = fields.integer("port");
    Protocol protocol = fields.text("protocol", Protocol::parse).orElse(Protocol.TCP);
    fields.end();
    if (number.isEmpty()) {
      throw new RefusedRequestException(
          Problem.ofField(fields.path("port"), "it is missing", "1 to 65535"));
    }
    return make(named.path(name), fields.path("port"), name, number.get(), protocol);
  }

  private static Port bare(String where, String name, int number) {
    return make(where, where, name, number, Protocol.TCP);
  }

  private static Port make(
      String nameAt, String numberAt, String name, int number, Protocol protocol) {
    try {
      return new Port(name, number, protocol);
    } catch (InvalidValueException e) {
      throw e.as(e.field().equals("port") ? numberAt : nameAt);
    }
  }

  private static boolean isDefault(Port port) {
    return port.name().equals(Port.DEFAULT_NAME);
  }
}
