package dev.rollcall.dns.compile.service;

import dev.rollcall.registry.service.LocalityPreference;

/**
 * Whether clients are given what is in their own locality first, and when nothing else.
 *
 * @param isOwnFirst whether they are
 * @param share how many of a locality's instances have to be healthy so that its clients are given
 *     the addresses of no others, in percent
 */
record NearRule(boolean isOwnFirst, int share) {
  /** All clients are alike. */
  static final NearRule OFF = new NearRule(false, 0);

  /** The rule of a service whose settings say that. */
  NearRule unless(LocalityPreference settings) {
    return switch (settings.mode()) {
      case OFF -> OFF;
      case PREFER -> new NearRule(true, settings.minHealthyShare().orElse(share));
    };
  }

  /** Whether so many of a locality's instances are enough for its clients. */
  boolean isEnough(int healthy, int registered) {
    return healthy > 0 && 100L * healthy >= (long) share * registered;
  }
}
