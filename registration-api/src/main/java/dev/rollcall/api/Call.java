package dev.rollcall.api;

import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import dev.rollcall.api.json.Fields;
import dev.rollcall.api.json.InstanceFilter;
import dev.rollcall.api.json.Problem;
import dev.rollcall.api.json.RefusedRequestException;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.instance.ServiceName;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** A request that led to an operation. Its methods refuse what they cannot read. */
record Call(RoutingContext context) {
  private static final String JSON = "application/json";

  /** The service of the path. */
  ServiceName service() {
    return new ServiceName(parameter("service"));
  }

  /** The instance of the path. */
  InstanceKey key() {
    return new InstanceKey(service(), new InstanceId(parameter("id")));
  }

  /** What the query asks for. */
  InstanceFilter filter() {
    return InstanceFilter.read(context.queryParams());
  }

  boolean hasBody() {
    return body().length > 0;
  }

  /** The fields of the body. */
  Fields fields() {
    return Fields.parse(json());
  }

  /** The body as it is, which is to be JSON. */
  byte[] json() {
    requireJson(context);
    return body();
  }

  /** The same, for one that is read piece by piece. */
  InputStream jsonBody() {
    requireJson(context);
    Buffer body = context.body().buffer();
    return new BodyInput(body == null ? Buffer.buffer() : body);
  }

  /** Where the request came from, by the socket: whatever headers say can be made up. */
  Endpoint caller() {
    String literal =
        Objects.requireNonNullElse(context.request().remoteAddress().hostAddress(), "unknown");
    try {
      return new Endpoint.Addresses(List.of(IpAddress.parse(literal)));
    } catch (InvalidValueException e) {
      throw e.as("addresses");
    }
  }

  /** Refuses a body of another media type before it is read: Vert.x would take forms apart. */
  static void refuseOtherBodies(RoutingContext context) {
    MultiMap headers = context.request().headers();
    if (headers.contains(CONTENT_TYPE) && !headers.contains(CONTENT_LENGTH, "0", false)) {
      requireJson(context);
    }
    context.next();
  }

  private String parameter(String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
  }

  private byte[] body() {
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private static void requireJson(RoutingContext context) {
    // RFC 9110 section 8.4: nothing is unpacked, so that no small body becomes a large one.
    String coding = context.request().getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw otherBody(context, "Content-Encoding", "identity");
    }
    MIMEHeader type = context.parsedHeaders().contentType();
    if (!type.mediaType().strip().equalsIgnoreCase(JSON)) {
      throw otherBody(context, "Content-Type", JSON);
    }
    // RFC 8259 section 8.1: JSON is UTF-8, whatever other parameters there may be.
    String charset = type.parameters().getOrDefault("charset", "utf-8");
    if (!charset.equalsIgnoreCase("utf-8")) {
      throw otherBody(context, "Content-Type", JSON + "; charset=utf-8");
    }
  }

  private static RefusedRequestException otherBody(
      RoutingContext context, String header, String allowed) {
    String value = context.request().getHeader(header);
    return new RefusedRequestException(Problem.ofBodyHeader(header, value, allowed));
  }
}
