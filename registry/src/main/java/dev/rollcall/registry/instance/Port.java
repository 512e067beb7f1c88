package dev.rollcall.registry.instance;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A named port.
 *
 * @param name a service name as RFC 6335 section 5.1 has it, in lower case
 * @param number 1 to 65535
 */
public record Port(String name, int number, Protocol protocol) {
  /** The name of a port that was registered without one. */
  public static final String DEFAULT_NAME = "default";

  public static final Range NUMBERS = new Range(1, 65_535);

  /** The transport protocols that SRV names know. */
  public enum Protocol {
    TCP,
    UDP;

    /** The protocol of that name, in either case. */
    public static Protocol parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "tcp" -> TCP;
        case "udp" -> UDP;
        default -> throw new InvalidValueException("protocol", text, "tcp or udp");
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  // RFC 6335 section 5.1: at least one letter, no two hyphens side by side.
  private static final Pattern NAME =
      Pattern.compile("(?=[^a-z]*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?");

  public Port {
    // One text for all ports without a name.
    name = name.equals(DEFAULT_NAME) ? DEFAULT_NAME : name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException(
          "port name", name, "1 to 15 letters, digits and single inner hyphens, with a letter");
    }
    NUMBERS.check("port", number);
  }

  /** The port of an instance that names none. */
  public static Port tcp(int number) {
    return new Port(DEFAULT_NAME, number, Protocol.TCP);
  }
}
