package dev.rollcall.dns;

import dev.rollcall.dns.transport.TcpLimits;
import dev.rollcall.registry.TimeSource;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.live.InMemoryRegistry;
import java.io.IOException;
import java.net.InetAddress;

/** A server at free ports of the loopback address, and the registry it answers for. */
final class RunningServer implements AutoCloseable {
  private final InMemoryRegistry registry = new InMemoryRegistry(TimeSource.system());
  private final DnsServer server;

  private RunningServer(DnsSettings settings) throws IOException {
    server = DnsServer.start(settings.withPort(0), registry.catalog(), registry.agreement());
    register(Instances.of("ready", "a", "10.0.0.1"));
  }

  static RunningServer start() throws IOException {
    return new RunningServer(DnsSettings.DEFAULT);
  }

  static RunningServer start(TcpLimits limits) throws IOException {
    return new RunningServer(DnsSettings.DEFAULT.withTcp(limits));
  }

  static RunningServer startAt(String address) throws IOException {
    return new RunningServer(DnsSettings.DEFAULT.withBind(InetAddress.ofLiteral(address)));
  }

  void register(Instance instance) {
    registry.register(instance).toCompletableFuture().join();
  }

  /** A service of that many instances. */
  void register(String service, int instances) {
    for (int i = 1; i <= instances; i++) {
      register(Instances.of(service, "i" + i, "10.0." + i / 256 + "." + i % 256));
    }
  }

  DnsServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  UdpClient udp() throws IOException {
    return UdpClient.of("127.0.0.1", port());
  }

  TcpClient tcp() throws IOException {
    return TcpClient.of(port());
  }

  @Override
  public void close() {
    server.close();
    registry.close();
  }
}
