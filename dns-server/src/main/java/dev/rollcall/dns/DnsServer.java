package dev.rollcall.dns;

import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.compile.ReverseZone;
import dev.rollcall.dns.compile.Serial;
import dev.rollcall.dns.compile.ZoneCompiler;
import dev.rollcall.dns.guard.AccessList;
import dev.rollcall.dns.guard.CookieSecrets;
import dev.rollcall.dns.guard.Protection;
import dev.rollcall.dns.guard.RateLimit;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.transport.Listeners;
import dev.rollcall.dns.transport.LocalAddresses;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.dns.zonefile.ZoneFileException;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import dev.rollcall.dns.zonefile.ZoneFiles;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.CookieKeys;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.live.PeriodicTask;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Answers DNS queries for what a catalogue holds, over UDP and TCP. */
public final class DnsServer implements AutoCloseable {
  /** How long what was refused waits, and how late a cookie key may be rolled over. */
  private static final Duration AGREEING = Duration.ofSeconds(10);

  /** How often zone files are looked at. */
  private static final Duration LOOKING = Duration.ofSeconds(1);

  private final Listeners listeners;
  private final List<PeriodicTask> tasks;

  private DnsServer(Listeners listeners, List<PeriodicTask> tasks) {
    this.listeners = listeners;
    this.tasks = tasks;
  }

  /**
   * Answers from now on: with SERVFAIL until the catalogue is whole, and as it says from then on.
   * What the catalogue acknowledges is answered.
   *
   * @param agreement what the nodes agree on: how far the serial has risen, and the cookie keys
   * @throws IOException naming the address and the port when one is taken or not this machine's
   * @throws ZoneFileException naming the file and the line of what cannot be served
   */
  public static DnsServer start(DnsSettings settings, Catalog catalog, Agreement agreement)
      throws IOException {
    List<InetAddress> addresses = LocalAddresses.spelledOut(settings.bind());
    var zone = new Zone(settings.zones().services());
    var serial = new Serial(agreement, TimeSource.system().steady());
    List<ReverseZone> reverse = settings.zones().reverse().stream().map(ReverseZone::of).toList();
    var compiler =
        new ZoneCompiler(
            zone,
            reverse,
            catalog,
            settings.zones().ttl(),
            settings.zones().negativeTtl(),
            settings.zones().policies(),
            settings.zones().localities(),
            nameServer(addresses),
            serial);
    var files = new ZoneFiles();
    List<Zone> generated =
        Stream.concat(Stream.of(zone), reverse.stream().map(ReverseZone::zone)).toList();
    Zones zones = zones(generated, compiler, settings.zones().files(), files);
    var listeners =
        Listeners.start(
            zones,
            addresses,
            settings.port(),
            udpThreads(settings),
            replyPolicy(settings, agreement),
            settings.tcp());
    serial.follow(catalog);
    catalog.follow(compiler);
    var cookieKeys = new CookieKeys(agreement, InstantSource.system(), new SecureRandom());
    catalog.follow(cookieKeys);
    return new DnsServer(listeners, tasks(serial, cookieKeys, files));
  }

  /** The port of UDP and TCP. */
  public int port() {
    return listeners.port();
  }

  /** What was done so far. Any thread may ask; cheap. */
  public DnsStatistics statistics() {
    return DnsStatistics.of(listeners);
  }

  /** Answers nothing more; returns when the sockets are closed and their threads have ended. */
  @Override
  public void close() {
    tasks.forEach(PeriodicTask::close);
    listeners.close();
  }

  private static List<PeriodicTask> tasks(Serial serial, CookieKeys keys, ZoneFiles files) {
    var tasks = new ArrayList<PeriodicTask>();
    tasks.add(
        PeriodicTask.start(
            "rollcall-agreed",
            AGREEING,
            () -> {
              serial.settle();
              keys.keep();
            }));
    if (!files.isEmpty()) {
      tasks.add(PeriodicTask.start("rollcall-zone-files", LOOKING, files::check));
    }
    return tasks;
  }

  private static int udpThreads(DnsSettings settings) {
    return settings.udpThreads() == 0
        ? Runtime.getRuntime().availableProcessors()
        : settings.udpThreads();
  }

  private static ReplyPolicy replyPolicy(DnsSettings settings, Agreement agreement) {
    Protection protection = settings.protection();
    LocalitySettings localities = settings.zones().localities();
    return new ReplyPolicy(
        settings.udpPayload(),
        AccessList.of(protection.allowQuery()),
        RateLimit.of(protection.rateLimit(), System.nanoTime()),
        protection.slip(),
        cookieSecrets(protection, agreement),
        InstantSource.system(),
        settings.identity(),
        LocalityTable.of(localities.localities()),
        AccessList.only(localities.trustedResolvers()));
  }

  /** Those that were set, else those that the nodes agree on. */
  private static CookieSecrets cookieSecrets(Protection protection, Agreement agreement) {
    var secrets = CookieSecrets.of(protection.cookieKeys());
    if (protection.cookieKeys().isEmpty()) {
      agreement.follow(agreed -> secrets.replace(agreed.cookieKeys()));
    }
    return secrets;
  }

  private static Zones zones(
      List<Zone> generated, ZoneCompiler compiler, List<ZoneFileSource> sources, ZoneFiles files)
      throws ZoneFileException {
    var zones = new ArrayList<Zone>(generated);
    Zone services = generated.getFirst();
    for (ZoneFileSource source : sources) {
      if (source.zone().equals(services.apex())) {
        files.addBeneath(
            services, source, content -> compiler.ownApex(content.start(), content.apex()));
      } else {
        zones.add(files.addStatic(source));
      }
    }
    return new Zones(zones);
  }

  /** The addresses that others can reach: not those that mean something on one link only. */
  private static List<IpAddress> nameServer(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(address -> !(address instanceof Inet6Address v6 && v6.getScopeId() != 0))
        .filter(address -> !address.isLinkLocalAddress())
        .map(IpAddress::new)
        .toList();
  }
}
