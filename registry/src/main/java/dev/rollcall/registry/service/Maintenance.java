package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.InvalidValueException;

/**
 * That a service is worked on: none of its instances is given by DNS, whatever they say.
 *
 * @param reason for people; 1 to 200 characters, of which at least one shows
 */
public record Maintenance(String reason) {
  private static final int LONGEST = 200;

  public Maintenance {
    if (reason.isBlank() || reason.codePointCount(0, reason.length()) > LONGEST) {
      throw new InvalidValueException("reason", reason, "1 to " + LONGEST + " characters");
    }
  }
}
