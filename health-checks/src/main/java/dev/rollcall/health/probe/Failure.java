package dev.rollcall.health.probe;

/** Why a probe failed. */
public enum Failure {
  /** Not everything came in time. */
  TIMEOUT,
  /** Nobody listens at the port. */
  REFUSED,
  /** There is no way to the address. */
  UNREACHABLE,
  /** The connection ended before the answer did. */
  CLOSED,
  /** No TLS, or a certificate that was to be verified and could not be. */
  TLS,
  /** What came was not of the protocol. */
  PROTOCOL,
  /** The answer had more octets than are read. */
  SIZE,
  /** An HTTP status outside the range, or a gRPC status that is an error. */
  STATUS,
  /** The gRPC service says that it does not serve. */
  NOT_SERVING,
  /** The address is none that may be probed; it was not contacted. */
  FORBIDDEN
}
