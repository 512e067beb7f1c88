package dev.rollcall.dns.transport;

import dev.rollcall.dns.UdpClient;
import dev.rollcall.dns.answer.Identity;
import dev.rollcall.dns.answer.ReplyPolicy;
import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.AccessList;
import dev.rollcall.dns.guard.CookieSecrets;
import dev.rollcall.dns.guard.RateLimit;
import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Zone;
import dev.rollcall.dns.zone.Zones;
import dev.rollcall.registry.instance.IpNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** UDP sockets at one free port of an address, and the threads that answer there. */
final class ServedUdp implements AutoCloseable {
  private static final Zones ZONES = Zones.of(new Zone(new ZoneName("service.internal")));
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String name = "served-udp-" + NUMBERS.incrementAndGet();
  private final InetSocketAddress place;
  private final Sockets sockets;
  private final List<Transport> transports = new ArrayList<>();

  private ServedUdp(UdpSockets udpSockets, String address, int threads, AccessList access)
      throws IOException {
    InetAddress host = InetAddress.ofLiteral(address);
    sockets = Sockets.bind(List.of(host), 0, udpSockets, threads);
    place = new InetSocketAddress(host, sockets.port());
    for (UdpSockets.Bound socket : sockets.udp()) {
      var tally = new Tally();
      var responder = Responder.overUdp(ZONES, tally, policy(access));
      transports.add(socket.serve(responder, tally, name + "-" + transports.size()));
    }
  }

  static ServedUdp at(UdpSockets sockets, String address) throws IOException {
    return new ServedUdp(sockets, address, 1, AccessList.EVERYBODY);
  }

  static ServedUdp by(UdpSockets sockets, int threads) throws IOException {
    return new ServedUdp(sockets, "127.0.0.1", threads, AccessList.EVERYBODY);
  }

  /** One that refuses all but that address. */
  static ServedUdp forOnly(UdpSockets sockets, String address, String client) throws IOException {
    var access = AccessList.of(List.of(IpNetwork.parse(client)));
    return new ServedUdp(sockets, address, 1, access);
  }

  /** What is answered whatever the zones hold. */
  static Message query(int id) {
    Name name = Name.fromConstantString("version.bind.");
    Message query = Message.newQuery(Record.newRecord(name, Type.TXT, DClass.CH));
    query.getHeader().setID(id);
    return query;
  }

  UdpClient client() throws IOException {
    return UdpClient.of(place.getAddress().getHostAddress(), place.getPort());
  }

  InetSocketAddress place() {
    return place;
  }

  /** What the first thread counts. */
  Tally tally() {
    return tallies().getFirst();
  }

  List<Tally> tallies() {
    return transports.stream().map(Transport::tally).toList();
  }

  /** How many threads are left of those that answered. */
  long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name + "-"))
        .count();
  }

  @Override
  public void close() {
    transports.forEach(Transport::close);
    sockets.tcp().forEach(Sockets::close);
  }

  private static ReplyPolicy policy(AccessList access) {
    return new ReplyPolicy(
        1232,
        access,
        RateLimit.NONE,
        0,
        CookieSecrets.random(),
        InstantSource.system(),
        Identity.DEFAULT,
        LocalityTable.NONE,
        AccessList.NOBODY);
  }
}
