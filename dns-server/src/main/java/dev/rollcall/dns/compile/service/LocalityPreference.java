package dev.rollcall.dns.compile.service;

/**
 * Whether clients are given what is in their own locality first, and when nothing else.
 *
 * @param isOwnFirst whether they are
 * @param share how many of a locality's instances have to be healthy so that its clients are given
 *     the addresses of no others, in percent
 */
record LocalityPreference(boolean isOwnFirst, int share) {
  /** Whether so many of a locality's instances are enough for its clients. */
  boolean isEnough(int healthy, int registered) {
    return healthy > 0 && 100L * healthy >= (long) share * registered;
  }
}
