package dev.rollcall.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A request and its answer as they went over the wire.
 *
 * @param headers of the answer; the case of their names does not matter
 */
record Exchange(
    String method,
    String path,
    String requestBody,
    int status,
    Map<String, String> headers,
    String body) {
  Exchange withBody(String text) {
    return new Exchange(method, path, requestBody, status, headers, text);
  }

  JsonObject json() {
    return new JsonObject(body);
  }

  JsonArray array(String name) {
    return json().getJsonArray(name);
  }

  String text(String name) {
    return String.valueOf(json().getValue(name));
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The media type without its parameters. */
  String mediaType() {
    return header("content-type").replaceAll(";.*", "");
  }
}
