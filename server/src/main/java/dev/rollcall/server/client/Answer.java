package dev.rollcall.server.client;

import dev.rollcall.server.client.CommandFailedException.Fault;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a node answered. Nodes of other versions may say more, or less: what is missing reads as
 * empty, but for the lists that an answer is about.
 *
 * @param node who answered
 */
public record Answer(URI node, JsonObject json) {
  /** Reads the text of an answer. */
  public static Answer of(URI node, String text) throws CommandFailedException {
    try {
      return new Answer(node, new JsonObject(text));
    } catch (DecodeException e) {
      throw notOfANode(node);
    }
  }

  /** The objects of a list that has to be there. */
  public List<JsonObject> list(String name) throws CommandFailedException {
    if (json.getValue(name) instanceof JsonArray) {
      return objects(json, name);
    }
    throw notOfANode(node);
  }

  /** A text; empty when there is none. */
  public static String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : "";
  }

  /** A number as text; empty when there is none. */
  public static String number(JsonObject json, String name) {
    return json.getValue(name) instanceof Number number ? number.toString() : "";
  }

  /** An object; empty when there is none. */
  public static JsonObject object(JsonObject json, String name) {
    return json.getValue(name) instanceof JsonObject object ? object : new JsonObject();
  }

  /** The objects of a list; none when there is no list. */
  public static List<JsonObject> objects(JsonObject json, String name) {
    return values(json, name)
        .flatMap(value -> value instanceof JsonObject object ? Stream.of(object) : Stream.empty())
        .toList();
  }

  /** The texts of a list; none when there is no list. */
  public static List<String> texts(JsonObject json, String name) {
    return values(json, name)
        .flatMap(value -> value instanceof String text ? Stream.of(text) : Stream.empty())
        .toList();
  }

  private static Stream<Object> values(JsonObject json, String name) {
    return json.getValue(name) instanceof JsonArray array ? array.stream() : Stream.empty();
  }

  private static CommandFailedException notOfANode(URI node) {
    return new CommandFailedException(
        Fault.OF_THE_MOMENT, node + ": it answered something else than a node does");
  }
}
