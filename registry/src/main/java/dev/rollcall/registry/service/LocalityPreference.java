package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Range;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Whether clients get the instances of their own locality first.
 *
 * @param minHealthyShare how many percent of the instances of a locality have to be healthy for its
 *     clients to get them alone; empty for what the node says
 */
public record LocalityPreference(Mode mode, OptionalInt minHealthyShare) {
  /** What {@link #minHealthyShare} may be. */
  public static final Range SHARES = new Range(0, 100);

  /** What clients get first. */
  public enum Mode {
    /** What is near. */
    PREFER,
    /** All alike, as if no localities were configured. */
    OFF;

    /** Reads {@code prefer} or {@code off}. */
    public static Mode parse(String text) {
      for (Mode mode : values()) {
        if (mode.toString().equals(text)) {
          return mode;
        }
      }
      throw new InvalidValueException("preference", text, "prefer or off");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LocalityPreference {
    minHealthyShare.ifPresent(share -> SHARES.check("minHealthyShare", share));
  }
}
