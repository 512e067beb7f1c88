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
    body.integer("port", Port.NUMBERS).map(Port::tcp).ifPresent(ports::add);
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
        : named
            .integer(name, Port.NUMBERS)
            .map(number -> make(named.path(name), name, number, Protocol.TCP))
            .orElseThrow();
  }

  private static Port detailed(Fields named, String name, Fields fields) {
    Optional<Integer> number = fields.integer("port", Port.NUMBERS);
    Protocol protocol = fields.text("protocol", Protocol::parse).orElse(Protocol.TCP);
    fields.end();
    if (number.isEmpty()) {
      throw new RefusedRequestException(
          Problem.ofField(fields.path("port"), "it is missing", Port.NUMBERS.toString()));
    }
    return make(named.path(name), name, number.get(), protocol);
  }

  private static Port make(String where, String name, int number, Protocol protocol) {
    try {
      return new Port(name, number, protocol);
    } catch (InvalidValueException e) {
      throw e.as(where);
    }
  }

  private static boolean isDefault(Port port) {
    return port.name().equals(Port.DEFAULT_NAME);
  }
}
