package dev.rollcall.server.client;

import dev.rollcall.server.client.CommandFailedException.Fault;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * A name that somebody asks for.
 *
 * @param within the same without the zone, in lower case; empty outside of it
 * @param services the services that it may be about, the likelier ones first
 */
record AskedName(Name name, String within, List<String> services) {
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
      String within = beneath ? name.relativize(origin).toString(true) : "";
      return new AskedName(
          name, within.toLowerCase(Locale.ROOT), beneath ? ServiceNames.in(within) : List.of());
    } catch (TextParseException e) {
      throw new CommandFailedException(
          Fault.OF_THE_COMMAND,
          "name: '%s' is not allowed; allowed: a name of DNS, with or without the zone %s"
              .formatted(text, zone));
    }
  }

  /** Whether it is the name of a whole service, or of a port of it. */
  boolean isAllOf(String service) {
    return within.equals(service) || within.startsWith("_");
  }

  /** Whether that instance of the service may be among those that it stands for. */
  boolean mayStandFor(String service, String id) {
    return !isOneInstance(service)
        || within.startsWith("i-") // a label that is a hash
        || within.equals(id.toLowerCase(Locale.ROOT) + "." + service);
  }

  private boolean isOneInstance(String service) {
    return !within.equals(service) && !within.contains("_");
  }
}
