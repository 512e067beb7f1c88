package dev.rollcall.registry.instance;

import java.util.List;
import java.util.Locale;

/** Where an instance is reached: at addresses of its own, or under a host name kept elsewhere. */
public sealed interface Endpoint {
  /** 1 to 16 distinct addresses, IPv4 first. */
  record Addresses(List<IpAddress> all) implements Endpoint {
    /** Most addresses of one instance. */
    public static final int MAX = 16;

    public Addresses {
      all = all.stream().distinct().sorted().toList();
      if (all.isEmpty() || all.size() > MAX) {
        throw new InvalidValueException("addresses", all, "1 to 16 addresses");
      }
    }

    public static Addresses of(String... literals) {
      return new Addresses(List.of(literals).stream().map(IpAddress::parse).toList());
    }
  }

  /** A host name outside the registry, in lower case, without a dot at its end. */
  record ExternalHost(String name) implements Endpoint {
    private static final int MAX_LENGTH = 253;

    public ExternalHost {
      String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      boolean legal =
          bare.length() <= MAX_LENGTH
              && List.of(bare.split("\\.", -1)).stream().allMatch(Labels::isLegal)
              // RFC 1123 section 2.1: what ends in a number is taken for an address.
              && Character.isLetter(bare.charAt(bare.lastIndexOf('.') + 1));
      if (!legal) {
        throw new InvalidValueException(
            "host", name, "a host name of up to 253 characters, such as db.example.com");
      }
      name = bare.toLowerCase(Locale.ROOT);
    }
  }
}
