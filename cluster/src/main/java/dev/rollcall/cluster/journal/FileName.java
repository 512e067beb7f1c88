package dev.rollcall.cluster.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a journal's file: what it is, and of which generation. */
record FileName(Kind kind, long generation) {
  private static final Pattern PATTERN =
      Pattern.compile("(snapshot|log)-([0-9]{1,18})(\\.unfinished|\\.damaged)?");

  /** What a file is. */
  enum Kind {
    SNAPSHOT("snapshot-", ""),
    LOG("log-", ""),
    /** A snapshot that does not count yet. */
    UNFINISHED("snapshot-", ".unfinished"),
    /** One that could not be read to its end; kept for people. */
    DAMAGED_SNAPSHOT("snapshot-", ".damaged"),
    DAMAGED_LOG("log-", ".damaged");

    private final String prefix;
    private final String suffix;

    Kind(String prefix, String suffix) {
      this.prefix = prefix;
      this.suffix = suffix;
    }
  }

  /** The name that stands there; empty when it is none of ours. */
  static Optional<FileName> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long generation = Long.parseLong(matcher.group(2));
    for (Kind kind : Kind.values()) {
      var name = new FileName(kind, generation);
      if (name.toString().equals(text)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Under which a file is kept that could not be read to its end. */
  FileName asDamaged() {
    return new FileName(kind == Kind.LOG ? Kind.DAMAGED_LOG : Kind.DAMAGED_SNAPSHOT, generation);
  }

  boolean isKept() {
    return kind == Kind.DAMAGED_LOG || kind == Kind.DAMAGED_SNAPSHOT;
  }

  @Override
  public String toString() {
    return kind.prefix + generation + kind.suffix;
  }
}
