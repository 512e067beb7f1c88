package dev.rollcall.server.command;

import dev.rollcall.server.client.CommandFailedException;
import dev.rollcall.server.client.CommandFailedException.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code rollcall register} is told of an instance, as options and as JSON. */
final class RegistrationOptions {
  private static final String PORT = "--port";
  private static final String ADDRESS = "--address";
  private static final String HOST = "--host";
  private static final String TAG = "--tag";
  private static final String ZONE = "--zone";
  private static final String WEIGHT = "--weight";
  private static final String CHECK = "--check";
  private static final String LEASE = "--lease-seconds";
  private static final String PORTS_ALLOWED = "NUMBER or NAME=NUMBER, with /udp at its end for UDP";
  private static final String CHECKS_ALLOWED =
      "http:PATH, https:PATH, tcp, grpc:SERVICE or grpcs:SERVICE, with @PORT after the first"
          + " word for another port than the first one";
  private static final Pattern PORT_FORM = Pattern.compile("(?:([^=]+)=)?([0-9]{1,9})(/udp)?");
  private static final Pattern CHECK_FORM =
      Pattern.compile("(https?|tcp|grpcs?)(?:@([^:]+))?(?::(.+))?");

  private RegistrationOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
            repeatable(PORT, "PORT")
                .required(true)
                .description("its port: %s.".formatted(PORTS_ALLOWED))
                .build())
        .addOption(
            repeatable(ADDRESS, "IP")
                .description("its address; that of this machine as the node sees it without one.")
                .build())
        .addOption(
            single(HOST, "NAME", String.class)
                .description("a host name in place of addresses, for what is kept elsewhere.")
                .build())
        .addOption(repeatable(TAG, "TAG").description("a tag to find it by.").build())
        .addOption(
            single(ZONE, "ZONE", String.class).description("the locality that it is in.").build())
        .addOption(
            single(WEIGHT, "WEIGHT", Integer.class)
                .description("its share among the instances, 0 to 65535.")
                .build())
        .addOption(
            repeatable(CHECK, "CHECK")
                .description("how the nodes see that it works: %s.".formatted(CHECKS_ALLOWED))
                .build())
        .addOption(
            single(LEASE, "SECONDS", Integer.class)
                .description(
                    "how long it stays without a heartbeat; 0, with a check, as long as that says.")
                .build());
  }

  /** The port that stands first: what the service's own name stands for, and what is checked. */
  static String firstPort(Talk talk) throws CommandFailedException {
    return form(PORT, talk.options(PORT).getFirst(), PORT_FORM, PORTS_ALLOWED).group(2);
  }

  /** The body of the registration. */
  static JsonObject body(Talk talk) throws CommandFailedException {
    var body = new JsonObject().put("ports", ports(talk.options(PORT)));
    put(body, "addresses", talk.options(ADDRESS));
    put(body, "host", talk.option(HOST));
    put(body, "tags", talk.options(TAG));
    put(body, "zone", talk.option(ZONE));
    put(body, "weight", talk.number(WEIGHT));
    put(body, "leaseSeconds", talk.number(LEASE));
    String first = body.getJsonObject("ports").fieldNames().iterator().next();
    put(body, "checks", checks(talk.options(CHECK), first));
    return body;
  }

  private static JsonObject ports(List<String> given) throws CommandFailedException {
    var ports = new JsonObject();
    for (String text : given) {
      Matcher port = form(PORT, text, PORT_FORM, PORTS_ALLOWED);
      String name = port.group(1) == null ? "default" : port.group(1);
      if (ports.containsKey(name)) {
        throw refused(PORT, text, "another name for each port; NUMBER alone is named default");
      }
      ports.put(
          name,
          new JsonObject()
              .put("port", Integer.valueOf(port.group(2)))
              .put("protocol", port.group(3) == null ? "tcp" : "udp"));
    }
    return ports;
  }

  private static List<JsonObject> checks(List<String> given, String firstPort)
      throws CommandFailedException {
    var checks = new ArrayList<JsonObject>();
    for (String text : given) {
      Matcher check = form(CHECK, text, CHECK_FORM, CHECKS_ALLOWED);
      String type = check.group(1);
      var json =
          new JsonObject()
              .put("type", type)
              .put("port", check.group(2) == null ? firstPort : check.group(2));
      @Nullable String rest = check.group(3);
      if (rest != null && type.equals("tcp")) {
        throw refused(CHECK, text, CHECKS_ALLOWED);
      }
      put(json, type.startsWith("grpc") ? "service" : "path", rest);
      checks.add(json);
    }
    return checks;
  }

  private static Matcher form(String option, String text, Pattern form, String allowed)
      throws CommandFailedException {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw refused(option, text, allowed);
    }
    return matcher;
  }

  private static CommandFailedException refused(String option, String text, String allowed) {
    return new CommandFailedException(
        Fault.OF_THE_COMMAND,
        "%s: '%s' is not allowed; allowed: %s".formatted(option.substring(2), text, allowed));
  }

  /** What was not given is left out, for the node to fill in. */
  private static void put(JsonObject json, String field, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      json.put(field, new JsonArray(List.copyOf(list)));
    } else if (value != null && !(value instanceof List<?>)) {
      json.put(field, value);
    }
  }

  private static OptionSpec.Builder repeatable(String name, String label) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label);
  }

  private static OptionSpec.Builder single(String name, String label, Class<?> type) {
    return OptionSpec.builder(name).type(type).paramLabel(label);
  }
}
