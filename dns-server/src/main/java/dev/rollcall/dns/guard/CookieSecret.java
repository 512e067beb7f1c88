package dev.rollcall.dns.guard;

import dev.rollcall.registry.instance.InvalidValueException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key that server cookies are made with, 128 bits.
 *
 * @param high its first eight octets, in network order
 * @param low the other eight
 * @param activeFrom when cookies begin to be made with it, in milliseconds since 1970; it is
 *     accepted before that too
 */
public record CookieSecret(long high, long low, long activeFrom) {
  private static final int LENGTH = 16;
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{32}");

  /** Reads 32 hexadecimal digits; such a secret is active at once. Nothing for anything else. */
  static Optional<CookieSecret> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(of(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  /** A secret of 16 octets that is active at once. */
  static CookieSecret of(byte[] octets) {
    if (octets.length != LENGTH) {
      throw new InvalidValueException("cookie secret", octets.length + " octets", "16 octets");
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    return new CookieSecret(buffer.getLong(), buffer.getLong(), Long.MIN_VALUE);
  }

  /** Does not give the secret away. */
  @Override
  public String toString() {
    return "CookieSecret[activeFrom=" + activeFrom + "]";
  }
}
