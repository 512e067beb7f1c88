package dev.rollcall.registry.service;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Printable;

/**
 * That a service is worked on: none of its instances is given by DNS, whatever they say.
 *
 * @param reason for people; 1 to 200 printable characters, not all of them spaces
 */
public record Maintenance(String reason) {
  private static final int LONGEST = 200;

  public Maintenance {
    boolean isTooLong = reason.codePointCount(0, reason.length()) > LONGEST;
    if (reason.isBlank() || isTooLong || !Printable.isLine(reason)) {
      throw new InvalidValueException(
          "reason", reason, "1 to " + LONGEST + " printable characters");
    }
  }
}
