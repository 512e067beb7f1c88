package dev.rollcall.dns.guard;

/** What the cookie of a query says of its sender. */
public enum Standing {
  /** No cookie, or none that is looked at. */
  NONE,
  /** It asks for a server cookie: RFC 7873 section 5.2.3. */
  CLIENT_ONLY,
  /** It was given one at the address that it writes from. */
  VALID,
  /** Its server cookie is not ours, for another address, or of another time. */
  INVALID
}
