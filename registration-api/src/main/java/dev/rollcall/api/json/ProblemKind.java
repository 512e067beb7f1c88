package dev.rollcall.api.json;

import java.util.Locale;

/** What can go wrong with a request, told by status and, more exactly, by type. */
public enum ProblemKind {
  INVALID_VALUE(400, "A value is not allowed"),
  MALFORMED_REQUEST(400, "The request cannot be read"),
  NOT_REGISTERED(404, "No such instance is registered"),
  UNKNOWN_SERVICE(404, "No such service is known"),
  NO_SETTINGS(404, "The service has no settings"),
  NO_SUCH_PATH(404, "There is nothing at this path"),
  METHOD_NOT_ALLOWED(405, "The path does not take this method"),
  PRECONDITION_FAILED(412, "It is not as it was expected to be"),
  BODY_TOO_LARGE(413, "The body is too large"),
  PATH_TOO_LONG(414, "The path is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of the wrong media type"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  INTERNAL_ERROR(500, "Rollcall is at fault"),
  UNAVAILABLE(503, "Not possible now, try again");

  private final int status;
  private final String title;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** The same short text for every problem of this kind. */
  public String title() {
    return title;
  }

  /** A URI reference that stays the same in every release, RFC 9457 section 3.1.1. */
  public String type() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
