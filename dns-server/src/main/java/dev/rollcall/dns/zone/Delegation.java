package dev.rollcall.dns.zone;

import dev.rollcall.dns.record.RecordSet;
import org.xbill.DNS.Type;

/**
 * Where a zone ends and another server's begins.
 *
 * @param servers the NS records and their glue; those whose names lie below the cut come first
 * @param inDomain how many do: nobody can reach them without glue (RFC 9471 section 3.1)
 */
public record Delegation(RecordSet servers, int inDomain) {
  public Delegation {
    if (servers.type() != Type.NS || inDomain < 0 || inDomain > servers.size()) {
      throw new IllegalArgumentException(inDomain + " of " + servers.size() + " servers");
    }
  }
}
