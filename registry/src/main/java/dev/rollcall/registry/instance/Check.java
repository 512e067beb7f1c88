package dev.rollcall.registry.instance;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A check that the registry makes of an instance.
 *
 * @param name 1 to 63 letters, digits, hyphens, dots, underscores and colons, in lower case;
 *     distinct among the checks of an instance
 */
public record Check(String name, Probe probe, Pace pace) {
  /** Most checks of one instance. */
  public static final int MAX = 8;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9:._-]{0,61}[a-z0-9])?");

  public Check {
    name = name.toLowerCase(Locale.ROOT);
    checkName("name", name);
  }

  /** Refuses, as {@code field}, what no check can be called. */
  public static void checkName(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException(
          field, name, "1 to 63 letters, digits and inner '-', '.', '_', ':'");
    }
  }

  /** A check that is called by its kind and port, such as {@code http:http}. */
  public Check(Probe probe, Pace pace) {
    this(defaultName(probe), probe, pace);
  }

  /** What a check without a name is called. */
  public static String defaultName(Probe probe) {
    return probe.type() + ":" + probe.port();
  }

  /** A copy of some checks, of which there are not too many, each with a name of its own. */
  public static List<Check> copyOf(List<Check> checks) {
    if (checks.size() > MAX) {
      throw new InvalidValueException("checks", checks.size() + " checks", "up to 8 checks");
    }
    for (int i = 1; i < checks.size(); i++) {
      String name = checks.get(i).name();
      if (checks.subList(0, i).stream().anyMatch(earlier -> earlier.name().equals(name))) {
        throw new InvalidValueException("checks[" + i + "].name", name, "distinct names");
      }
    }
    return List.copyOf(checks);
  }

  /** Whether that instance has an address and a TCP port of that name to probe. */
  public boolean canBeMadeOf(Instance instance) {
    return instance.endpoint() instanceof Endpoint.Addresses
        && instance.ports().stream().anyMatch(port -> isProbed(port, probe.port()));
  }

  /** Refuses checks that this endpoint and these ports give nothing to probe. */
  static void checkAll(List<Check> checks, Endpoint endpoint, List<Port> ports) {
    if (!checks.isEmpty() && endpoint instanceof Endpoint.ExternalHost) {
      throw new InvalidValueException(
          "checks", checks.size() + " checks", "none beside a host, which is kept elsewhere");
    }
    for (int i = 0; i < checks.size(); i++) {
      String name = checks.get(i).probe().port();
      if (ports.stream().noneMatch(port -> isProbed(port, name))) {
        throw new InvalidValueException("checks[" + i + "].port", name, "one of " + names(ports));
      }
    }
  }

  private static boolean isProbed(Port port, String name) {
    return port.protocol() == Port.Protocol.TCP && port.name().equals(name);
  }

  private static String names(List<Port> ports) {
    String names =
        ports.stream()
            .filter(port -> port.protocol() == Port.Protocol.TCP)
            .map(Port::name)
            .collect(Collectors.joining(", "));
    return "the registered TCP ports: " + (names.isEmpty() ? "there are none" : names);
  }
}
