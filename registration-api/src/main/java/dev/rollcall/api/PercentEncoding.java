package dev.rollcall.api;

import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths and queries, RFC 3986 section 2.1. What does not decode to UTF-8 is refused. */
final class PercentEncoding {
  private static final int HEX = 16;
  private static final int LAST_ASCII = 0x7e;

  private PercentEncoding() {}

  /** The segments of an absolute path; a slash inside one has to be encoded. */
  static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    String relative = path.startsWith("/") ? path.substring(1) : path;
    for (String segment : relative.split("/", -1)) {
      segments.add(decoded(segment));
    }
    return segments;
  }

  /** The parameters of a query, each with its values in order. */
  static Map<String, List<String>> parameters(String query) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=');
        String value = pair.substring(Math.min(equals + 1, pair.length()));
        parameters
            .computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decoded(value));
      }
    }
    return parameters;
  }

  /** {@code text} as one segment of a path. */
  static String segment(String text) {
    // Made for forms, where a space is a plus; a colon needs no encoding in a segment.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  private static String decoded(String text) {
    var octets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > LAST_ASCII) {
        throw malformed();
      }
      if (c != '%') {
        octets.write(c);
        continue;
      }
      octets.write(octet(text, i + 1));
      i += 2;
    }
    return utf8(octets.toByteArray());
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      throw malformed();
    }
    int high = Character.digit(text.charAt(at), HEX);
    int low = Character.digit(text.charAt(at + 1), HEX);
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return high * HEX + low;
  }

  private static String utf8(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static RefusedRequestException malformed() {
    return new RefusedRequestException(
        ProblemKind.MALFORMED_REQUEST,
        "the path or query is not ASCII with percent-encoded UTF-8 (RFC 3986 section 2.1)");
  }
}
