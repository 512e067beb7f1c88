package dev.rollcall.server.client;

import dev.rollcall.server.client.CommandFailedException.Fault;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * A name that somebody asks for.
 *
 * @param services the services that it may be about, the likelier ones first
 */
record AskedName(Name name, List<String> services) {
  AskedName {
    services = List.copyOf(services);
  }

  /** Reads a name; one that neither lies in the zone nor ends with a dot is completed by it. */
  static AskedName of(String text, String zone) throws CommandFailedException {
    try {
      Name origin = Name.fromString(zone, Name.root);
      Name whole = Name.fromString(text, Name.root);
      boolean complete = text.endsWith(".") || whole.subdomain(origin);
      Name name = complete ? whole : Name.fromString(text, origin);
      boolean beneath = name.subdomain(origin) && !name.equals(origin);
      return new AskedName(
          name, beneath ? ServiceNames.in(name.relativize(origin).toString(true)) : List.of());
    } catch (TextParseException e) {
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND,
          "name: '%s' is not allowed; allowed: a name of DNS, with or without the zone %s"
              .formatted(text, zone));
    }
  }
}
