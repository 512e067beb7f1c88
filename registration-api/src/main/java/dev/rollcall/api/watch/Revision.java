package dev.rollcall.api.watch;

import dev.rollcall.registry.instance.InvalidValueException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log of one node's changes. Each node counts by itself, from its start on.
 *
 * @param epoch which start of which node counts: a random number of 48 bits
 * @param counter how many changes there had been; 0 or more
 */
public record Revision(long epoch, long counter) {
  private static final int EPOCH_DIGITS = 12;
  private static final long EPOCHS = 1L << 48;
  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{12})-(0|[1-9][0-9]{0,17})");

  public Revision {
    if (epoch < 0 || epoch >= EPOCHS) {
      throw new InvalidValueException("epoch", epoch, "48 bits");
    }
    if (counter < 0) {
      throw new InvalidValueException("counter", counter, "0 or more");
    }
  }

  /** An epoch that most probably no other start of a node has. */
  static long newEpoch(RandomGenerator random) {
    return random.nextLong(EPOCHS);
  }

  /**
   * Reads what {@link #toString} wrote, on this node or another one.
   *
   * @param field where it stood, for the refusal
   */
  static Revision parse(String field, String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidValueException(
          field, text, "a revision that a node gave, such as 5f0c93d1a27e-42");
    }
    long epoch = HexFormat.fromHexDigitsToLong(matcher.group(1));
    return new Revision(epoch, Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(epoch, EPOCH_DIGITS) + "-" + counter;
  }
}
