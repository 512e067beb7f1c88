package dev.rollcall.registry.instance;

/**
 * A value that a type refuses: which field, what it held, and what is allowed there. Thrown by the
 * compact constructors of this package; its message is fit for users.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String field;
  private final String value;
  private final String allowed;

  public InvalidValueException(String field, Object value, String allowed) {
    this(field, shortened(value.toString()), allowed, null);
  }

  private InvalidValueException(
      String field,
      String value,
      String allowed,
      @org.jspecify.annotations.Nullable Throwable cause) {
    super(field + ": '" + value + "' is not allowed; allowed: " + allowed, cause);
    this.field = field;
    this.value = value;
    this.allowed = allowed;
  }

  /** The path of the field in the words of the caller, such as {@code ports.grpc.port}. */
  public String field() {
    return field;
  }

  /** The refused value, cut to 80 characters; what is not printable is shown as {@code ?}. */
  public String value() {
    return value;
  }

  /** What the field may hold, as a phrase. */
  public String allowed() {
    return allowed;
  }

  /** The same refusal, for a field that lies inside {@code outer}. */
  public InvalidValueException within(String outer) {
    return new InvalidValueException(outer + "." + field, value, allowed, this);
  }

  /** The same refusal under the name that the caller knows the field by. */
  public InvalidValueException as(String name) {
    return new InvalidValueException(name, value, allowed, this);
  }

  private static String shortened(String text) {
    String printable = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    if (printable.length() <= SHOWN) {
      return printable;
    }
    int end = Character.isHighSurrogate(printable.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return printable.substring(0, end) + "…";
  }
}
