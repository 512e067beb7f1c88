package dev.rollcall.dns.tally;

/** Why a packet was not answered as it asked, or a connection was closed on the client. */
public enum Drop {
  /** Shorter than a header. */
  TOO_SHORT,
  /** A response, not a query. */
  RESPONSE,
  /** No reply: the client's prefix has had its share. */
  RATE_LIMITED,
  /** A reply that is cut instead of none, so that clients which are what they say come over TCP. */
  SLIPPED,
  /** Refused: the client is not on the list of those who may ask. */
  DENIED,
  /** The reply could not be sent. */
  SEND_FAILED,
  /** The server is at fault. */
  FAULT,
  /** The TCP connection made room for a new one. */
  CONNECTION_LIMIT,
  /** The TCP connection made room for a new one of the same prefix. */
  PREFIX_LIMIT,
  /** The TCP connection was silent. */
  IDLE,
  /** A message over TCP took too long to arrive. */
  SLOW_MESSAGE,
  /** The client did not take its answers off the TCP connection. */
  SLOW_READER
}
