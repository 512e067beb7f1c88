package dev.rollcall.api;

import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import dev.rollcall.api.json.SettingsJson;
import dev.rollcall.registry.service.Precondition;
import dev.rollcall.registry.state.HybridTime;
import io.vertx.core.MultiMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request says has to be there, RFC 9110 section 13.1. */
final class Preconditions {
  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final String ANY = "*";

  // RFC 9110 section 8.8.3
  private static final Pattern TAG =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(?:,|$)");

  private Preconditions() {}

  /** Reads the headers that there are; without any of them, anything may be there. */
  static Precondition read(MultiMap headers) {
    List<String> matching = headers.getAll(IF_MATCH);
    List<String> excluded = headers.getAll(IF_NONE_MATCH);
    if (!matching.isEmpty() && !excluded.isEmpty()) {
      throw refused(IF_NONE_MATCH, "it stands beside If-Match", "one of the two");
    }
    if (!excluded.isEmpty()) {
      if (!excluded.equals(List.of(ANY))) {
        throw refused(IF_NONE_MATCH, "it names versions", ANY);
      }
      return Precondition.NONE;
    }
    if (matching.isEmpty()) {
      return Precondition.ANYTHING;
    }
    return matching.equals(List.of(ANY))
        ? Precondition.SOME
        : Precondition.oneOf(versions(String.join(",", matching)));
  }

  /** The entity tag of settings that came about then. */
  static String tag(HybridTime changed) {
    return '"' + SettingsJson.version(changed) + '"';
  }

  /**
   * RFC 9110 section 8.8.3.2: a weak one matches nothing, and neither does one that is not ours.
   */
  private static Set<HybridTime> versions(String tags) {
    var versions = new LinkedHashSet<HybridTime>();
    Matcher matcher = TAG.matcher(tags);
    int read = 0;
    while (read < tags.length()) {
      if (!matcher.find(read) || matcher.start() != read) {
        throw refused(
            IF_MATCH, "it cannot be read", "* or entity tags, such as \"0123456789abcdef\"");
      }
      if (matcher.group(1) == null) {
        SettingsJson.version(matcher.group(2)).ifPresent(versions::add);
      }
      read = matcher.end();
    }
    return versions;
  }

  private static RefusedRequestException refused(String header, String what, String allowed) {
    return new RefusedRequestException(
        Problem.of(ProblemKind.MALFORMED_REQUEST, header + ": " + what + "; allowed: " + allowed)
            .with("field", header)
            .with("allowed", allowed));
  }
}
