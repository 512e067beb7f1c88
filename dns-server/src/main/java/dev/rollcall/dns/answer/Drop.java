package dev.rollcall.dns.answer;

/** Why a packet got no reply, or a connection was closed on the client. */
public enum Drop {
  /** Shorter than a header. */
  TOO_SHORT,
  /** A response, not a query. */
  RESPONSE,
  /** The reply could not be sent. */
  SEND_FAILED,
  /** The server is at fault. */
  FAULT,
  /** The TCP connection made room for a new one. */
  CONNECTION_LIMIT,
  /** A message over TCP took too long to arrive. */
  SLOW_MESSAGE,
  /** The client did not take its answers off the TCP connection. */
  SLOW_READER
}
