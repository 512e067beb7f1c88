package dev.rollcall.cluster;

import dev.rollcall.registry.instance.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a member listens for other members.
 *
 * @param host a host name or an address literal, IPv6 without brackets
 * @param port 0 to 65535; 0 lets the system choose, for a node that nobody has to find
 */
public record MemberAddress(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile("(\\[(?<v6>[^\\]]+)]|(?<host>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");
  private static final int MAX_PORT = 65_535;
  private static final String ALLOWED = "host:port, such as 10.0.0.1:8055 or [fd00::1]:8055";

  public MemberAddress {
    if (host.isBlank() || port < 0 || port > MAX_PORT) {
      throw new InvalidValueException("member", host + ":" + port, ALLOWED);
    }
  }

  /** Reads {@code host:port}. */
  public static MemberAddress parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new InvalidValueException("member", text, ALLOWED);
    }
    String v6 = matcher.group("v6");
    String host = v6 == null ? matcher.group("host") : v6;
    return new MemberAddress(host, Integer.parseInt(matcher.group("port")));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
