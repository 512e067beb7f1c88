package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object by name and type. Each refusal names the path of the field,
 * such as {@code ports.grpc.port}. Whoever has read all fields says so with {@link #end}.
 */
public final class Fields {
  private static final int MILLIS_SCALE = 3; // decimals of a second

  private final String path;
  private final Map<String, @Nullable Object> members;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(String path, Map<?, ?> members) {
    this.path = path;
    this.members = new LinkedHashMap<>();
    members.forEach((name, value) -> this.members.put((String) name, value));
  }

  /** The fields of a body, which has to be one JSON object. */
  public static Fields parse(byte[] utf8) {
    Object document = JsonText.parse(utf8);
    if (document instanceof Map<?, ?> members) {
      return new Fields("", members);
    }
    throw noObject(Shown.value(document));
  }

  /** The fields of a value that stands at {@code where}, named as if it stood alone. */
  static Fields of(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new Fields("", members);
    }
    throw wrongType(where, value, "an object");
  }

  /** Why a body is none. */
  static RefusedRequestException noObject(String shown) {
    return new RefusedRequestException(
        ProblemKind.MALFORMED_REQUEST, "the body is to be a JSON object, not " + shown);
  }

  /** The text of a field, made into a value that may refuse it. */
  <T> Optional<T> text(String name, Function<String, T> make) {
    return find(name).map(value -> made(path(name), asText(path(name), value), make));
  }

  /** The text of a field that has to be there, made into a value that may refuse it. */
  <T> T required(String name, Function<String, T> make) {
    return text(name, make)
        .orElseThrow(
            () ->
                new RefusedRequestException(
                    Problem.ofField(path(name), "it is missing", "a string")));
  }

  /** The integer in a field, which lies in {@code range}. */
  Optional<Integer> integer(String name, Range range) {
    return find(name).map(value -> asInteger(path(name), value, range));
  }

  /** A number of seconds, with up to three decimals, from {@code least} to {@code most}. */
  Optional<Duration> seconds(String name, Duration least, Duration most) {
    return find(name).map(value -> asSeconds(path(name), value, least, most));
  }

  /** Whether a field is there and says that there is nothing. */
  boolean isNull(String name) {
    return has(name) && members.get(name) == null;
  }

  /** The object in a field. */
  Optional<Fields> object(String name) {
    return find(name).map(value -> asObject(path(name), value));
  }

  /** The texts of an array, each made into a value. */
  <T> Optional<List<T>> texts(String name, Function<String, T> make) {
    return each(name, (where, value) -> made(where, asText(where, value), make));
  }

  /** The objects of an array. */
  Optional<List<Fields>> objects(String name) {
    return each(name, Fields::asObject);
  }

  /** The names of all fields that are there, in the order of the text. */
  List<String> names() {
    return List.copyOf(members.keySet());
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** Takes note of a field that {@link #end} is not to refuse. */
  void knows(String name) {
    known.add(name);
  }

  /** Whether a field holds an object rather than a bare value. */
  boolean holdsObject(String name) {
    return members.get(name) instanceof Map;
  }

  /** Refuses what nobody asked for. */
  public void end() {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        String allowed = known.isEmpty() ? "no fields" : String.join(", ", known);
        throw new RefusedRequestException(
            Problem.ofField(path(name), "there is no such field", allowed)
                .with("value", Shown.value(members.get(name))));
      }
    }
  }

  /** The path of a field of this object. */
  String path(String name) {
    String shown = Shown.text(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  private Optional<Member> find(String name) {
    known.add(name);
    return has(name) ? Optional.of(new Member(members.get(name))) : Optional.empty();
  }

  private <T> Optional<List<T>> each(String name, Reading<T> reading) {
    return find(name).map(member -> elements(path(name), member, reading));
  }

  private static <T> List<T> elements(String where, Member member, Reading<T> reading) {
    if (!(member.value() instanceof List<?> array)) {
      throw wrongType(where, member.value(), "an array");
    }
    var elements = new ArrayList<T>();
    for (Object value : array) {
      elements.add(reading.read(where + "[" + elements.size() + "]", new Member(value)));
    }
    return elements;
  }

  private static String asText(String where, Member member) {
    if (member.value() instanceof String text) {
      return text;
    }
    throw wrongType(where, member.value(), "a string");
  }

  private static int asInteger(String where, Member member, Range range) {
    String shown = Shown.value(member.value());
    return switch (member.value()) {
      case Integer integer when range.contains(integer) -> integer;
      // Jackson gives the smallest type that holds the number; longer ones are out of any range.
      case Integer _, Long _, BigInteger _ ->
          throw new InvalidValueException(where, shown, range.toString());
      case null, default ->
          throw new RefusedRequestException(
              Problem.ofField(where, shown + " is no integer", range.toString())
                  .with("value", shown));
    };
  }

  private static Duration asSeconds(String where, Member member, Duration least, Duration most) {
    String shown = Shown.value(member.value());
    BigDecimal seconds =
        switch (member.value()) {
          case BigDecimal fraction -> fraction;
          case Integer integer -> BigDecimal.valueOf(integer);
          case Long integer -> BigDecimal.valueOf(integer);
          case BigInteger integer -> new BigDecimal(integer);
          case null, default -> BigDecimal.valueOf(-1);
        };
    // The bounds first: a short text such as 1e999999999 has very many digits.
    if (seconds.compareTo(inSeconds(least)) < 0
        || seconds.compareTo(inSeconds(most)) > 0
        || seconds.stripTrailingZeros().scale() > MILLIS_SCALE) {
      throw new InvalidValueException(
          where,
          shown,
          Pace.seconds(least) + " to " + Pace.seconds(most) + ", with up to three decimals");
    }
    return Duration.ofMillis(seconds.movePointRight(MILLIS_SCALE).longValue());
  }

  private static BigDecimal inSeconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), MILLIS_SCALE);
  }

  private static Fields asObject(String where, Member member) {
    if (member.value() instanceof Map<?, ?> members) {
      return new Fields(where, members);
    }
    throw wrongType(where, member.value(), "an object");
  }

  private static <T> T made(String where, String text, Function<String, T> make) {
    try {
      return make.apply(text);
    } catch (InvalidValueException e) {
      throw e.as(where);
    }
  }

  private static InvalidValueException wrongType(
      String where, @Nullable Object value, String allowed) {
    return new InvalidValueException(where, Shown.value(value), allowed);
  }

  /** A field that is there; JSON's null is a value too. */
  private record Member(@Nullable Object value) {}

  private interface Reading<T> {
    T read(String where, Member member);
  }
}
