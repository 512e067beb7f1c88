package dev.rollcall.dns.answer;

import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.guard.ServerCookies;
import dev.rollcall.dns.guard.Standing;
import dev.rollcall.dns.record.Octets;
import org.xbill.DNS.EDNSOption;

/** What a query's OPT record says (RFC 6891). Reused; owned by one thread. */
final class Edns {
  /** Octets of an OPT record without options: the root, type, class, TTL, length. */
  static final int RECORD_LENGTH = 11;

  /** Octets before what an option says: code and length. */
  static final int OPTION_HEADER_LENGTH = 4;

  // RFC 7873 section 4: octets of a cookie option.
  private static final int CLIENT_COOKIE_LENGTH = 8;
  private static final int MIN_WHOLE_COOKIE_LENGTH = 16;
  private static final int MAX_COOKIE_LENGTH = 40;

  private boolean present;
  private boolean wellFormed;
  private int payload;
  private int version;
  private boolean dnssecOk;
  private boolean serverIdAsked;
  private int cookieLength;
  private long clientCookie;
  private long serverCookieHead;
  private long serverCookieHash;
  private final ClientSubnet subnet = new ClientSubnet();

  void clear() {
    present = false;
    wellFormed = true;
    dnssecOk = false;
    serverIdAsked = false;
    cookieLength = 0;
    subnet.clear();
  }

  /** Reads an OPT record whose class stands at {@code position}; its RDATA ends at {@code end}. */
  void read(Octets message, int position, int end) {
    present = true;
    payload = message.getShort(position);
    version = message.get(position + 3) & 0xff;
    dnssecOk = message.get(position + 4) < 0; // the uppermost bit, RFC 3225 section 3
    if (version == 0) { // the options of others may look different
      readOptions(message, position + 8, end);
    }
  }

  /** Whether the query has an OPT record; only then may the reply have one. */
  boolean isPresent() {
    return present;
  }

  /** Whether the options are as long as they say, and as they may be. */
  boolean isWellFormed() {
    return wellFormed;
  }

  /** The largest UDP message that the client takes, in octets. */
  int payload() {
    return payload;
  }

  int version() {
    return version;
  }

  boolean isDnssecOk() {
    return dnssecOk;
  }

  /** RFC 5001 section 2.1: whether the client asks who answers. */
  boolean isServerIdAsked() {
    return serverIdAsked;
  }

  boolean hasCookie() {
    return cookieLength > 0;
  }

  /** The client's network, if there is one. */
  ClientSubnet subnet() {
    return subnet;
  }

  /** Has the cookie judged, if there is one that can be read. */
  Standing judge(ServerCookies cookies, Client client) {
    if (!hasCookie() || !wellFormed) {
      return Standing.NONE;
    }
    if (cookieLength == CLIENT_COOKIE_LENGTH) {
      return cookies.judge(client, clientCookie);
    }
    return cookies.judge(client, clientCookie, serverCookieHead, serverCookieHash);
  }

  private void readOptions(Octets message, int position, int end) {
    int at = position;
    while (end - at >= OPTION_HEADER_LENGTH) {
      int code = message.getShort(at);
      int length = message.getShort(at + 2);
      at += OPTION_HEADER_LENGTH;
      if (length > end - at) {
        wellFormed = false;
        return;
      }
      // RFC 6891 section 6.1.2: those not understood are ignored.
      if (code == EDNSOption.Code.NSID) {
        serverIdAsked = true;
      } else if (code == EDNSOption.Code.CLIENT_SUBNET) {
        subnet.read(message, at, length);
      } else if (code == EDNSOption.Code.COOKIE
          && !hasCookie()) { // RFC 7873 section 5.2: the first
        readCookie(message, at, length);
      }
      at += length;
    }
    wellFormed &= at == end;
  }

  private void readCookie(Octets message, int position, int length) {
    // RFC 7873 section 5.2.2
    if (length != CLIENT_COOKIE_LENGTH
        && (length < MIN_WHOLE_COOKIE_LENGTH || length > MAX_COOKIE_LENGTH)) {
      wellFormed = false;
      return;
    }
    cookieLength = length;
    clientCookie = message.getLong(position);
    boolean perhapsOurs = length == CLIENT_COOKIE_LENGTH + ServerCookies.LENGTH;
    int serverCookie = position + CLIENT_COOKIE_LENGTH;
    serverCookieHead = perhapsOurs ? message.getLong(serverCookie) : 0;
    serverCookieHash = perhapsOurs ? message.getLong(serverCookie + Long.BYTES) : 0;
  }
}
