package dev.rollcall.dns.answer;

import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.zone.SoughtName;

/** The question of a query, its name in lower case and hashed. Reused; owned by one thread. */
final class Question {
  static final int MALFORMED = SoughtName.MALFORMED;

  private static final int TYPE_AND_CLASS_LENGTH = 4;

  private final SoughtName name = new SoughtName();
  private int type;
  private int recordClass;

  /**
   * Reads the question from {@code position} up to {@code end} at most.
   *
   * @return where it ends, or {@link #MALFORMED}
   */
  int read(Octets message, int position, int end) {
    int after = name.read(message, position, end);
    if (after == MALFORMED || end - after < TYPE_AND_CLASS_LENGTH) {
      return MALFORMED;
    }
    type = message.getShort(after);
    recordClass = message.getShort(after + 2);
    return after + TYPE_AND_CLASS_LENGTH;
  }

  SoughtName name() {
    return name;
  }

  int type() {
    return type;
  }

  int recordClass() {
    return recordClass;
  }
}
