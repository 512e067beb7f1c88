package dev.rollcall.api;

import dev.rollcall.api.json.Fields;
import dev.rollcall.api.json.InstanceFilter;
import dev.rollcall.api.json.ProblemKind;
import dev.rollcall.api.json.RefusedRequestException;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.ServiceName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A request whose body has arrived. Its methods refuse what they cannot read.
 *
 * @param parameters of the operation's path, decoded
 */
record Call(Operation operation, List<String> parameters, HttpServerRequest request, Buffer body) {
  private static final String JSON = "application/json";

  /** The service of the path. */
  ServiceName service() {
    return new ServiceName(parameters.getFirst());
  }

  /** The instance of the path. */
  InstanceKey key() {
    return new InstanceKey(service(), new InstanceId(parameters.getLast()));
  }

  /** What the query asks for. */
  InstanceFilter filter() {
    return InstanceFilter.read(
        PercentEncoding.parameters(Objects.requireNonNullElse(request.query(), "")));
  }

  boolean hasBody() {
    return body.length() > 0;
  }

  /** The fields of the body. */
  Fields fields() {
    checkMediaType();
    return Fields.parse(body.getBytes());
  }

  /** Where the request came from, by the socket: whatever headers say can be made up. */
  Endpoint caller() {
    String literal = Objects.requireNonNullElse(request.remoteAddress().hostAddress(), "unknown");
    try {
      return new Endpoint.Addresses(List.of(IpAddress.parse(literal)));
    } catch (InvalidValueException e) {
      throw e.as("addresses");
    }
  }

  private void checkMediaType() {
    String type = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "none");
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    boolean json = parts[0].strip().equals(JSON);
    for (int i = 1; i < parts.length; i++) {
      json &= isHarmless(parts[i].strip());
    }
    if (!json) {
      throw new RefusedRequestException(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type: a body is to be " + JSON + " in UTF-8");
    }
  }

  /** RFC 8259 section 8.1: JSON is UTF-8, whatever other parameters there may be. */
  private static boolean isHarmless(String parameter) {
    return !parameter.startsWith("charset")
        || parameter.replace("\"", "").replace(" ", "").equals("charset=utf-8");
  }
}
