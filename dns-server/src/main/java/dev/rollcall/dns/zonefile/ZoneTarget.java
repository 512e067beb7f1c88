package dev.rollcall.dns.zonefile;

/** A zone that takes what a file says. Called by one thread at a time. */
interface ZoneTarget {
  /**
   * Answers with that content from now on: each name as before or as after, none that is in both
   * missing in between.
   *
   * @throws ZoneFileException when it cannot be; all stays as it was
   */
  void take(ZoneContent content) throws ZoneFileException;
}
