package dev.rollcall.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.rollcall.registry.instance.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON more strictly than most: valid UTF-8, one value and nothing after it, no name twice in
 * an object, no deep nesting.
 */
final class JsonText {
  private static final int MAX_DEPTH = 16;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Names come from clients: the JVM's own table of strings is no place for them.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final JsonParser parser;

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /** What is made of a document. */
  @FunctionalInterface
  interface Reading<T extends @Nullable Object> {
    /** Reads the value that the text stands at. */
    T from(JsonText text) throws IOException;
  }

  /** What is made of one member of an object. */
  @FunctionalInterface
  interface MemberReading {
    /** Reads the value of the member of that name. */
    void read(String name) throws IOException;
  }

  /** What is made of one element of an array. */
  @FunctionalInterface
  interface ElementReading {
    /** Reads the value of the next element. */
    void read() throws IOException;
  }

  /** The value as Map, List, String, Number, Boolean or null; maps keep the order of the text. */
  static @Nullable Object parse(byte[] utf8) {
    return read(() -> FACTORY.createParser(decoded(utf8)), JsonText::value);
  }

  /** Reads a document as it stands, without a value for each of its parts. */
  static <T> T read(byte[] utf8, Reading<T> reading) {
    return read(() -> parserOf(utf8), reading);
  }

  /** Reads a long document piece by piece; what stands in it is held to the same rules. */
  static <T> T read(InputStream utf8, Reading<T> reading) {
    var decoded = new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder());
    return read(() -> FACTORY.createParser(decoded), reading);
  }

  private static <T extends @Nullable Object> T read(Opening opening, Reading<T> reading) {
    try (JsonParser parser = opening.open()) {
      return new JsonText(parser).document(reading);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (CharacterCodingException e) {
      throw malformed("the body is not valid UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  private interface Opening {
    JsonParser open() throws IOException;
  }

  private <T extends @Nullable Object> T document(Reading<T> reading) throws IOException {
    if (parser.nextToken() == null) {
      throw malformed("the body is empty");
    }
    T value = reading.from(this);
    if (parser.nextToken() != null) {
      throw malformed("text after the JSON value" + here());
    }
    return value;
  }

  /** Has each member of the object read, in the order of the text. */
  void members(MemberReading reading) throws IOException {
    beginObject();
    var seen = new HashSet<String>();
    for (String name = nextName(); name != null; name = nextName()) {
      // RFC 8259 section 4: what a second one means is unpredictable.
      if (!seen.add(name)) {
        throw malformed("'" + Shown.text(name) + "' stands twice in an object" + here());
      }
      parser.nextToken();
      reading.read(name);
    }
  }

  /** The same for a reader that refuses a name which stands twice by itself. */
  void membersAsTheyStand(MemberReading reading) throws IOException {
    beginObject();
    for (String name = nextName(); name != null; name = nextName()) {
      parser.nextToken();
      reading.read(name);
    }
  }

  /** Gives the elements of the array called {@code name}, one at a time. */
  void elements(String name, Consumer<@Nullable Object> reading) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidValueException(name, Shown.value(value()), "an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reading.accept(value());
    }
  }

  /** Has each element of the array read, one at a time. */
  void elements(ElementReading reading) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("no array" + here());
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reading.read();
    }
  }

  /** The string that the text stands at. */
  String string() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed("no string" + here());
    }
    return text(parser.getText());
  }

  /** The value that the text stands at. */
  @Nullable Object value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw malformed("no value" + here());
    };
  }

  private void beginObject() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Fields.noObject(Shown.value(value()));
    }
  }

  private @Nullable String nextName() throws IOException {
    return parser.nextToken() == JsonToken.END_OBJECT ? null : text(parser.currentName());
  }

  private Map<String, @Nullable Object> object() throws IOException {
    var members = new LinkedHashMap<String, @Nullable Object>();
    members(name -> members.put(name, value()));
    return members;
  }

  private List<@Nullable Object> array() throws IOException {
    var elements = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }

  /** RFC 8259 section 8.2: escapes can spell half a surrogate pair, which is no character. */
  private String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw malformed("a string with half a surrogate pair" + here());
        }
        i++; // the other half
      }
    }
    return text;
  }

  private String here() {
    var location = parser.currentTokenLocation();
    return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /**
   * Given octets, Jackson guesses the encoding by their zeros, and takes some for UTF-8 that are
   * none. So it gets only those that cannot be misread.
   */
  private static JsonParser parserOf(byte[] utf8) throws IOException {
    for (byte octet : utf8) {
      if (octet <= 0) {
        return FACTORY.createParser(decoded(utf8));
      }
    }
    return FACTORY.createParser(utf8);
  }

  private static String decoded(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("the body is not valid UTF-8");
    }
  }

  private static RefusedRequestException malformed(JsonProcessingException e) {
    var location = e.getLocation();
    String where =
        location == null
            ? ""
            : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    return malformed("the body is not valid JSON" + where);
  }

  private static RefusedRequestException malformed(String detail) {
    return new RefusedRequestException(ProblemKind.MALFORMED_REQUEST, detail);
  }
}
