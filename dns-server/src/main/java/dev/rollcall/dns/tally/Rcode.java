package dev.rollcall.dns.tally;

/** How a query went. */
public enum Rcode {
  NOERROR(0),
  FORMERR(1),
  SERVFAIL(2),
  NXDOMAIN(3),
  NOTIMP(4),
  REFUSED(5),
  /** RFC 6672 section 2.2: a name became too long when it was redirected. */
  YXDOMAIN(6),
  /** RFC 8945 section 5.2.1: signed with a key that is not known. */
  NOTAUTH(9),
  /** RFC 6891 section 9: its upper bits stand in the OPT record. */
  BADVERS(16),
  /** RFC 7873 section 8. */
  BADCOOKIE(23);

  private final int code;

  Rcode(int code) {
    this.code = code;
  }

  /** The bits that stand in the header. */
  public int headerBits() {
    return code & 0xf;
  }

  /** The bits that stand in the OPT record. */
  public int optBits() {
    return code >>> 4;
  }
}
