package dev.rollcall.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import dev.rollcall.cluster.lease.HazelcastPeers;
import dev.rollcall.cluster.lease.Question;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever is frozen takes connections, for its system does that, and never says a word. */
class FrozenPeerTest {
  /** More than there are threads that write, so that each of them serves one. */
  private static final int FROZEN = 8;

  /** More than goes into a socket at once, so that the thread that writes has to wait for room. */
  private static final Question LONG =
      new Question(
          IntStream.range(0, 100_000)
              .mapToObj(i -> InstanceKey.of("fleet", "instance-number-" + i))
              .toList(),
          List.of(new ServiceName("fleet")));

  private static final long LONGEST = 20; // seconds

  private final TestCluster cluster = new TestCluster(new ManualTime(), 2);
  private final List<ServerSocket> frozen = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (ServerSocket socket : frozen) {
      socket.close();
    }
    cluster.close();
  }

  @Test
  void linksToOtherMembersDoNotFallSilent() throws Exception {
    for (int i = 0; i < FROZEN; i++) {
      connectToFrozen();
    }
    var peers = new HazelcastPeers(cluster.node(0).hazelcast());
    UUID other = cluster.node(1).hazelcast().getCluster().getLocalMember().getUuid();
    peers.ask(other, LONG).toCompletableFuture().get(LONGEST, TimeUnit.SECONDS);
  }

  /** Returns when the other side has the first octets, and so what follows them waits. */
  private void connectToFrozen() throws IOException {
    var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    frozen.add(socket);
    var node = ((HazelcastInstanceProxy) cluster.node(0).hazelcast()).getOriginal().node;
    var address = new Address("127.0.0.1", socket.getLocalPort());
    node.getServer().getConnectionManager(EndpointQualifier.MEMBER).getOrConnect(address);
    Socket connection = socket.accept(); // stays open, and unanswered, until the link is closed
    connection.getInputStream().readNBytes(3);
  }
}
