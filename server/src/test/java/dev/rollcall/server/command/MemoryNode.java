package dev.rollcall.server.command;

import dev.rollcall.api.ApiPorts;
import dev.rollcall.api.ApiSettings;
import dev.rollcall.api.RegistrationApi;
import dev.rollcall.dns.DnsServer;
import dev.rollcall.dns.DnsSettings;
import dev.rollcall.registry.Catalog;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.Membership;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.live.InMemoryRegistry;
import dev.rollcall.registry.standing.Standing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real HTTP and DNS sides of a node on free loopback ports, over a registry in memory. */
final class MemoryNode implements AutoCloseable {
  final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final List<DnsServer> dns = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final RegistrationApi api;

  private MemoryNode() {
    members.add(answering(registry.catalog()));
    api =
        await(
            RegistrationApi.start(
                vertx,
                ApiSettings.at("127.0.0.1", 0),
                new ApiPorts(
                    registry,
                    registry.settings(),
                    registry.catalog(),
                    new Members(),
                    registry.agreement(),
                    TimeSource.system()),
                () -> ""));
  }

  static MemoryNode start() {
    return new MemoryNode();
  }

  String url() {
    return "http://127.0.0.1:" + api.port();
  }

  /** Another member of its cluster, which answers DNS by a catalogue of its own. */
  void joinedBy(InMemoryRegistry other) {
    members.add(answering(other.catalog()));
  }

  /** Another member of its cluster, which answers no DNS. */
  void joinedBy(Member member) {
    members.add(member);
  }

  @Override
  public void close() {
    await(api.shutdown(Duration.ofSeconds(5)));
    await(vertx.close());
    dns.forEach(DnsServer::close);
    registry.close();
  }

  private Member answering(Catalog catalog) {
    try {
      DnsServer server =
          DnsServer.start(DnsSettings.DEFAULT.withPort(0), catalog, registry.agreement());
      dns.add(server);
      int number = members.size() + 1;
      return new Member(
          "id-" + number,
          "member-" + number,
          List.of(IpAddress.parse("127.0.0.1")),
          OptionalInt.of(server.port()),
          number == 1,
          1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private final class Members implements Membership {
    @Override
    public List<Member> members() {
      return List.copyOf(members);
    }

    @Override
    public Standing standing() {
      return registry.standing();
    }
  }
}
