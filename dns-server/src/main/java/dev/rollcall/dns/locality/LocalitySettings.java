package dev.rollcall.dns.locality;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import java.util.List;

/**
 * How clients are answered that are near to some instances.
 *
 * @param localities where clients are
 * @param share how many of a locality's instances have to be healthy so that its clients are given
 *     the addresses of no others; 0 to 100 percent, and at least one instance
 * @param trustedResolvers who may say for which client they ask (RFC 7871)
 */
public record LocalitySettings(Localities localities, int share, List<IpNetwork> trustedResolvers) {
  /** Below it the others of a locality would carry more than twice their load. */
  public static final int DEFAULT_SHARE = 50;

  /** All clients are alike. */
  public static final LocalitySettings NONE =
      new LocalitySettings(Localities.NONE, DEFAULT_SHARE, List.of());

  public LocalitySettings {
    if (share < 0 || share > 100) {
      throw new InvalidValueException("share", share, "0 to 100 percent");
    }
    trustedResolvers = List.copyOf(trustedResolvers);
  }

  public LocalitySettings withLocalities(Localities value) {
    return new LocalitySettings(value, share, trustedResolvers);
  }

  public LocalitySettings withShare(int value) {
    return new LocalitySettings(localities, value, trustedResolvers);
  }

  public LocalitySettings withTrustedResolvers(List<IpNetwork> value) {
    return new LocalitySettings(localities, share, value);
  }
}
