package dev.rollcall.dns.answer;

import dev.rollcall.dns.guard.ServerCookies;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.tally.Rcode;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Type;

/**
 * Writes the OPT record of a reply (RFC 6891). Room for it, for a cookie and for the client's
 * network is kept from the start; of what does not fit besides, the explanation of an error is left
 * out first. Reused; owned by one thread.
 */
final class OptWriter {
  /** Octets of a cookie option: header, client cookie, server cookie. */
  static final int COOKIE_LENGTH = Edns.OPTION_HEADER_LENGTH + Long.BYTES + ServerCookies.LENGTH;

  private static final int DNSSEC_OK = 0x8000;
  private static final int NONE = -1;

  private final int offeredPayload;
  private final byte[] serverId;
  private final Vantage vantage;
  private int extendedError;
  private int keepalive;
  private @Nullable ServerCookies cookie;

  private Octets message = new Octets(0);
  private int position;
  private int end;

  /**
   * @param offeredPayload the largest UDP message that this server takes, in octets
   * @param identity who answers, for those who ask
   * @param vantage how far what is answered holds
   */
  OptWriter(int offeredPayload, Identity identity, Vantage vantage) {
    this.offeredPayload = offeredPayload;
    this.serverId = identity.serverIdOctets();
    this.vantage = vantage;
  }

  /** Begins a reply; returns the octets to be kept for the record, 0 when there will be none. */
  int begin(Edns asked) {
    extendedError = NONE;
    keepalive = NONE;
    cookie = null;
    if (!asked.isPresent()) {
      return 0;
    }
    int subnet = vantage.optionLength();
    return Edns.RECORD_LENGTH
        + (asked.hasCookie() ? COOKIE_LENGTH : 0)
        + (subnet > 0 ? Edns.OPTION_HEADER_LENGTH + subnet : 0);
  }

  /** Says more about an error, if the client can be told. */
  void explain(int infoCode) {
    extendedError = infoCode;
  }

  /** Gives the client the cookie that was judged or made last. */
  void give(ServerCookies judged) {
    cookie = judged;
  }

  /** Says how long a connection may be silent, in tenths of a second (RFC 7828). */
  void keepOpen(int tenths) {
    keepalive = tenths;
  }

  /** Writes the record from {@code begin} up to {@code limit} at most; returns where it ends. */
  int write(Octets reply, int begin, int limit, Edns asked, Rcode rcode) {
    message = reply;
    position = begin + Edns.RECORD_LENGTH;
    end = limit;
    writeOptions(asked);
    message.put(begin, (byte) 0); // the root
    message.putShort(begin + 1, Type.OPT);
    message.putShort(begin + 3, offeredPayload);
    message.put(begin + 5, (byte) rcode.optBits());
    message.put(begin + 6, (byte) 0); // version
    message.putShort(begin + 7, asked.isDnssecOk() ? DNSSEC_OK : 0);
    message.putShort(begin + 9, position - begin - Edns.RECORD_LENGTH);
    return position;
  }

  /** What matters most comes first. */
  private void writeOptions(Edns asked) {
    if (cookie != null && begin(EDNSOption.Code.COOKIE, Long.BYTES + ServerCookies.LENGTH)) {
      putLong(cookie.clientCookie());
      putLong(cookie.head());
      putLong(cookie.hash());
    }
    int subnet = vantage.optionLength();
    // RFC 7871 section 7.2.1: whatever the answer, so that it is not kept for others.
    if (subnet > 0 && begin(EDNSOption.Code.CLIENT_SUBNET, subnet)) {
      vantage.writeOption(message, position);
      position += subnet;
    }
    if (keepalive != NONE && begin(EDNSOption.Code.TCP_KEEPALIVE, Short.BYTES)) {
      putShort(keepalive);
    }
    boolean named = asked.isServerIdAsked() && serverId.length > 0;
    if (named && begin(EDNSOption.Code.NSID, serverId.length)) {
      message.put(position, serverId);
      position += serverId.length;
    }
    if (extendedError != NONE && begin(EDNSOption.Code.EDNS_EXTENDED_ERROR, Short.BYTES)) {
      putShort(extendedError);
    }
  }

  /** Begins an option; false when it does not fit. */
  private boolean begin(int code, int length) {
    if (position + Edns.OPTION_HEADER_LENGTH + length > end) {
      return false;
    }
    putShort(code);
    putShort(length);
    return true;
  }

  private void putShort(int value) {
    message.putShort(position, value);
    position += Short.BYTES;
  }

  private void putLong(long value) {
    message.putLong(position, value);
    position += Long.BYTES;
  }
}
