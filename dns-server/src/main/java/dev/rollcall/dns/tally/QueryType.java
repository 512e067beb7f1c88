package dev.rollcall.dns.tally;

import org.xbill.DNS.Type;

/** What queries ask for, as far as it is worth counting apart. */
public enum QueryType {
  A,
  AAAA,
  SRV,
  TXT,
  PTR,
  NS,
  SOA,
  CNAME,
  MX,
  HTTPS,
  SVCB,
  DS,
  ANY,
  /** Another type, or no question that can be read. */
  OTHER;

  /** What a type counts as. */
  public static QueryType of(int type) {
    return switch (type) {
      case Type.A -> A;
      case Type.AAAA -> AAAA;
      case Type.SRV -> SRV;
      case Type.TXT -> TXT;
      case Type.PTR -> PTR;
      case Type.NS -> NS;
      case Type.SOA -> SOA;
      case Type.CNAME -> CNAME;
      case Type.MX -> MX;
      case Type.HTTPS -> HTTPS;
      case Type.SVCB -> SVCB;
      case Type.DS -> DS;
      case Type.ANY -> ANY;
      default -> OTHER;
    };
  }
}
