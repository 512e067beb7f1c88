package dev.rollcall.api.json;

import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.InvalidValueException;
import java.util.Locale;

/**
 * The name under which instances are found, in lower case, without a dot at its end. What lies in
 * it is made of registrations, so no registration may point back into it.
 */
public record ServedZone(String name) {
  public ServedZone {
    String bare = withoutLastDot(name);
    if (bare.isBlank() || bare.startsWith(".") || bare.endsWith(".")) {
      throw new InvalidValueException("zone", name, "a domain name, such as service.internal");
    }
    name = bare.toLowerCase(Locale.ROOT);
  }

  /** Reads the name of a host kept elsewhere. */
  ExternalHost hostOutside(String text) {
    var host = new ExternalHost(text);
    if (host.name().equals(name) || host.name().endsWith("." + name)) {
      throw new InvalidValueException("host", text, "a host name outside the zone " + name);
    }
    return host;
  }

  private static String withoutLastDot(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
