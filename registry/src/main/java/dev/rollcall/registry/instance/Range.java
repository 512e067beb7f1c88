package dev.rollcall.registry.instance;

/** The integers that a field may hold, both ends included; as text, {@code 1 to 65535}. */
public record Range(int least, int most) {
  public boolean contains(long value) {
    return value >= least && value <= most;
  }

  /** Refuses a value of {@code field} that lies outside. */
  public void check(String field, long value) {
    if (!contains(value)) {
      throw new InvalidValueException(field, value, toString());
    }
  }

  @Override
  public String toString() {
    return least + " to " + most;
  }
}
