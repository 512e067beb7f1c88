package dev.rollcall.dns;

import static java.util.stream.Collectors.toSet;

import dev.rollcall.dns.compile.service.AnswerPolicies;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.registry.instance.Check;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Endpoint.Addresses;
import dev.rollcall.registry.instance.Endpoint.ExternalHost;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Metadata;
import dev.rollcall.registry.instance.Pace;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Probe;
import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.instance.Status;
import dev.rollcall.registry.instance.Supervision;
import dev.rollcall.registry.instance.Tag;
import dev.rollcall.registry.instance.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Plays a transcript: what happens to the registry, and what is answered then. One step to a
 * paragraph:
 *
 * <pre>
 * register orders/a at=10.0.0.1,fd00::1 ports=default:8080/tcp weight=2 text=version=2
 * status orders/a DOWN
 * override orders/a DRAINING
 * lift orders/a
 * check orders/a failing
 * deregister orders/a
 * query orders.service.internal A
 * NOERROR aa
 * answer     orders.service.internal. 5 IN A 10.0.0.1
 * </pre>
 *
 * An instance with {@code checked=too} has a check and a lease, with {@code checked=alone} no
 * lease.
 *
 * <p>A query over UDP is {@code query-udp}. A paragraph {@code settings reverse=10.0.0.0/8
 * limit=web:2 subset=web}, before all others, says how the zone is served.
 *
 * <p>A paragraph that begins with {@code zone-file ZONE} is the file of that zone; those at the
 * beginning are read at the start, later ones as changes.
 *
 * <p>Records of a section are compared in any order, the serial of an SOA record as {@code SERIAL},
 * the hash in a label as {@code i-HASH}. In an id {@code ~} is a space, in metadata {@code ;} a
 * comma.
 */
final class Scenario implements AutoCloseable {
  private static final Map<Integer, String> SECTIONS =
      Map.of(
          Section.ANSWER,
          "answer",
          Section.AUTHORITY,
          "authority",
          Section.ADDITIONAL,
          "additional");

  /** Stands for every serial. */
  private static final String SERIAL = "1";

  private final Path folder;
  private final List<ZoneFileSource> files = new ArrayList<>();
  private ZoneSettings settings = ZoneSettings.DEFAULT;
  private @Nullable ServedZone started;

  /** Files are written into that folder. */
  Scenario(Path folder) {
    this.folder = folder;
  }

  /** Plays one paragraph; what was answered, for a query, beside what was expected. */
  Outcome play(String paragraph) throws IOException {
    List<String> lines = new ArrayList<>(paragraph.lines().filter(Scenario::matters).toList());
    if (lines.isEmpty()) {
      return new Outcome("", "");
    }
    if (lines.getFirst().startsWith("zone-file ")) {
      write(lines.removeFirst().split("\\s+", -1)[1], lines);
      return new Outcome("", "");
    }
    if (lines.getFirst().startsWith("settings ")) {
      settings = settings(options(lines.getFirst().split("\\s+", -1), 1));
      return new Outcome("", "");
    }
    ServedZone zone = zone();
    while (!lines.isEmpty() && !lines.getFirst().startsWith("query")) {
      carryOut(zone, lines.removeFirst().split("\\s+", -1));
    }
    if (lines.isEmpty()) {
      return new Outcome("", "");
    }
    String[] query = lines.removeFirst().split("\\s+", -1);
    String expected = sorted(lines.stream().map(Scenario::read));
    Message asked = ServedZone.query(query[1], Type.value(query[2]));
    Message reply = query[0].equals("query-udp") ? zone.overUdp(asked) : zone.overTcp(asked);
    return new Outcome(expected, sorted(shown(reply)));
  }

  /** What was expected of a step, and what came. */
  record Outcome(String expected, String actual) {}

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }

  private ServedZone zone() throws IOException {
    ServedZone zone = started;
    if (zone == null) {
      zone = ServedZone.with(settings.withFiles(files));
      started = zone;
    }
    return zone;
  }

  private void write(String zone, List<String> lines) throws IOException {
    Path file = folder.resolve(zone);
    Files.writeString(file, String.join("\n", lines) + "\n");
    if (started == null) {
      files.add(new ZoneFileSource(DomainName.of(zone), file));
    } else {
      started.checkFiles();
    }
  }

  private static void carryOut(ServedZone zone, String[] words) {
    InstanceKey key = key(words[1]);
    switch (words[0]) {
      case "register" -> zone.register(instance(key, words));
      case "deregister" -> zone.deregister(key);
      case "status" -> zone.change(key, Status.parse(words[2]));
      case "override" -> zone.oversee(key, Optional.of(Status.parse(words[2]))).join();
      case "lift" -> zone.oversee(key, Optional.empty()).join();
      case "check" -> zone.report(key, Verdict.parse(words[2])).join();
      default -> throw new IllegalArgumentException("unknown step " + words[0]);
    }
  }

  private static ZoneSettings settings(Map<String, String> options) {
    var limits = new HashMap<ServiceName, Integer>();
    for (String limit : list(options, "limit")) {
      String[] parts = limit.split(":", -1);
      limits.put(new ServiceName(parts[0]), Integer.valueOf(parts[1]));
    }
    var subsets = list(options, "subset").stream().map(ServiceName::new).collect(toSet());
    return ZoneSettings.DEFAULT
        .withReverse(list(options, "reverse").stream().map(IpNetwork::parse).toList())
        .withPolicies(new AnswerPolicies(limits, AnswerPolicies.NONE.limit(), subsets, false));
  }

  private static List<String> list(Map<String, String> options, String key) {
    String text = options.getOrDefault(key, "");
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static Map<String, String> options(String[] words, int from) {
    var options = new HashMap<String, String>();
    for (int i = from; i < words.length; i++) {
      String[] option = words[i].split("=", 2);
      options.put(option[0], option[1]);
    }
    return options;
  }

  private static Instance instance(InstanceKey key, String[] words) {
    Map<String, String> options = options(words, 2);
    Endpoint endpoint =
        options.containsKey("host")
            ? new ExternalHost(options.get("host"))
            : Addresses.of(options.getOrDefault("at", "10.0.0.1").split(",", -1));
    Port[] ports =
        Stream.of(options.getOrDefault("ports", "default:8080/tcp").split(",", -1))
            .map(Scenario::port)
            .toArray(Port[]::new);
    Instance instance =
        Instance.of(key, endpoint, ports)
            .withTags(list(options, "tags").stream().map(Tag::new).toArray(Tag[]::new));
    if (options.containsKey("zone")) {
      instance = instance.withLocality(new Locality(options.get("zone")));
    }
    if (options.containsKey("checked")) {
      var probe = new Probe.Tcp(instance.primaryPort().name());
      var check = new Check(ServedZone.CHECK, probe, Pace.DEFAULT);
      instance = instance.withSupervision(Supervision.of(check));
      instance = options.get("checked").equals("alone") ? instance.withoutLease() : instance;
    }
    return instance
        .withWeight(Integer.parseInt(options.getOrDefault("weight", "1")))
        .withPriority(Integer.parseInt(options.getOrDefault("priority", "0")))
        .withStatus(Status.parse(options.getOrDefault("status", "UP")))
        .withMetadata(text(options.getOrDefault("text", "")));
  }

  private static Port port(String text) {
    String[] parts = text.split("[:/]", -1);
    return new Port(parts[0], Integer.parseInt(parts[1]), Protocol.parse(parts[2]));
  }

  private static Metadata text(String pairs) {
    var map = new TreeMap<String, String>();
    Stream.of(pairs.split(",", -1))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.replace(';', ',').split("=", 2))
        .forEach(pair -> map.put(pair[0], pair[1]));
    return new Metadata(map);
  }

  private static InstanceKey key(String text) {
    int slash = text.indexOf('/');
    String id = text.substring(slash + 1).replace('~', ' ');
    return InstanceKey.of(text.substring(0, slash), id);
  }

  private static Stream<String> shown(Message reply) {
    var lines = new ArrayList<String>();
    lines.add(
        Rcode.string(reply.getRcode())
            + (reply.getHeader().getFlag(Flags.AA) ? " aa" : "")
            + (reply.getHeader().getFlag(Flags.TC) ? " tc" : ""));
    SECTIONS.forEach(
        (section, name) ->
            reply.getSection(section).forEach(record -> lines.add(name + " " + shown(record))));
    return lines.stream();
  }

  private static String shown(Record record) {
    return record instanceof SOARecord soa
        ? record.toString().replace(" " + soa.getSerial() + " ", " " + SERIAL + " ")
        : record.toString().replaceAll("\\bi-[0-9a-v]{13}\\b", "i-HASH");
  }

  /** A line of a transcript as dnsjava writes it. */
  private static String read(String line) {
    String[] words = line.strip().split("\\s+", 6);
    if (!SECTIONS.containsValue(words[0])) {
      return line;
    }
    try {
      Record record =
          Record.fromString(
              Name.fromString(words[1]),
              Type.value(words[4]),
              DClass.value(words[3]),
              Long.parseLong(words[2]),
              words[5].replace("SERIAL", SERIAL),
              Name.root);
      return words[0] + " " + record;
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static String sorted(Stream<String> lines) {
    return String.join(
        "\n", lines.map(line -> line.strip().replaceAll("\\s+", " ")).sorted().toList());
  }

  private static boolean matters(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }
}
