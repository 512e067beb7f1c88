package dev.rollcall.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code openapi.yaml} promises, and whether an exchange keeps it. */
final class Contract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("https://rollcall.dev/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject document = read();
  private final JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
  private final Map<JsonObject, Validator> validators = new ConcurrentHashMap<>();

  /** Each operation as {@code METHOD path}, with its operationId. */
  Map<String, String> operations() {
    var operations = new TreeMap<String, String>();
    forEachOperation((name, operation) -> operations.put(name, operation.getString("operationId")));
    return operations;
  }

  /** Each answer that is promised, as {@code operationId status}. */
  Set<String> answers() {
    var answers = new TreeSet<String>();
    forEachOperation(
        (name, operation) ->
            operation
                .getJsonObject("responses")
                .fieldNames()
                .forEach(status -> answers.add(operation.getString("operationId") + " " + status)));
    return answers;
  }

  /** The types of problems that are named. */
  Set<String> problemTypes() {
    JsonArray types =
        schemas
            .getJsonObject("Problem")
            .getJsonObject("properties")
            .getJsonObject("type")
            .getJsonArray("enum");
    var named = new TreeSet<String>();
    types.forEach(type -> named.add((String) type));
    return named;
  }

  /** Whether a schema takes a value. */
  boolean allows(String schema, Object value) {
    JsonObject reference = new JsonObject().put("$ref", "#/$defs/" + schema);
    return validators.computeIfAbsent(reference, this::validator).validate(value).getValid();
  }

  /** Fails unless the answer is one that the contract promises for the request. */
  void check(Exchange exchange) {
    Optional<JsonObject> operation = operation(exchange);
    if (operation.isEmpty()) {
      assertTrue(Set.of(400, 404, 405).contains(exchange.status()), exchange::toString);
      checkBody(exchange, problemAnswer());
      return;
    }
    JsonObject responses = operation.get().getJsonObject("responses");
    JsonObject promised = responses.getJsonObject(String.valueOf(exchange.status()));
    assertTrue(promised != null, () -> "not in the contract: " + exchange);
    checkBody(exchange, resolved(promised));
    checkHeaders(exchange, resolved(promised));
    checkRequest(exchange, operation.get());
  }

  private void checkBody(Exchange exchange, JsonObject promised) {
    JsonObject content = promised.getJsonObject("content");
    if (content == null || exchange.method().equals("HEAD")) {
      assertEquals("", exchange.body());
      return;
    }
    JsonObject ofType = content.getJsonObject(exchange.mediaType());
    assertTrue(ofType != null, () -> "media type not in the contract: " + exchange);
    if (exchange.mediaType().endsWith("json")) {
      validate(closed(ofType.getJsonObject("schema")), exchange.json(), exchange);
    }
  }

  private static void checkHeaders(Exchange exchange, JsonObject promised) {
    for (String header : promised.getJsonObject("headers", new JsonObject()).fieldNames()) {
      assertTrue(!exchange.header(header).isEmpty(), () -> header + ": " + exchange);
    }
  }

  /** What was accepted has to be what the contract allows. */
  private void checkRequest(Exchange exchange, JsonObject operation) {
    JsonObject body = operation.getJsonObject("requestBody");
    if (exchange.status() < 300 && body != null && !exchange.requestBody().isEmpty()) {
      JsonObject schema =
          body.getJsonObject("content").getJsonObject("application/json").getJsonObject("schema");
      validate(schema, new JsonObject(exchange.requestBody()), exchange);
    }
  }

  private void validate(JsonObject schema, JsonObject value, Exchange exchange) {
    OutputUnit result = validators.computeIfAbsent(schema, this::validator).validate(value);
    assertTrue(result.getValid(), () -> result.toJson().encodePrettily() + "\n" + exchange);
  }

  private Validator validator(JsonObject schema) {
    return Validator.create(JsonSchema.of(schema.copy().put("$defs", schemas)), OPTIONS);
  }

  /** The schema of an answer, for once without room for what it does not name. */
  private JsonObject closed(JsonObject schema) {
    return schema.containsKey("properties")
        ? schema.copy().put("additionalProperties", false)
        : schema;
  }

  private Optional<JsonObject> operation(Exchange exchange) {
    String path = exchange.path().replaceAll("\\?.*", "");
    String method =
        exchange.method().equals("HEAD") ? "get" : exchange.method().toLowerCase(Locale.ROOT);
    return paths().fieldNames().stream()
        .filter(template -> path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")))
        .flatMap(template -> Optional.ofNullable(paths().getJsonObject(template)).stream())
        .flatMap(item -> Optional.ofNullable(item.getJsonObject(method)).stream())
        .findFirst();
  }

  private JsonObject resolved(JsonObject response) {
    String reference = response.getString("$ref");
    return reference == null
        ? response
        : responses().getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private JsonObject problemAnswer() {
    return responses().getJsonObject("BadRequest");
  }

  private JsonObject responses() {
    return document.getJsonObject("components").getJsonObject("responses");
  }

  private JsonObject paths() {
    return document.getJsonObject("paths");
  }

  private void forEachOperation(BiConsumer<String, JsonObject> visitor) {
    for (String path : paths().fieldNames()) {
      for (String method : paths().getJsonObject(path).fieldNames()) {
        if (METHODS.contains(method)) {
          visitor.accept(
              method.toUpperCase(Locale.ROOT) + " " + path,
              paths().getJsonObject(path).getJsonObject(method));
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static JsonObject read() {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      // JSON Schema looks for shared schemas elsewhere than OpenAPI does.
      String yaml =
          new String(in.readAllBytes(), UTF_8).replace("#/components/schemas/", "#/$defs/");
      Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      // Once to text and back, so that all maps are JsonObjects.
      return new JsonObject(new JsonObject((Map<String, Object>) loaded).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
