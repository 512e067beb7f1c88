package dev.rollcall.server.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Asks a node over DNS. Owned by one thread, which waits for the answers. */
public final class DnsUser {
  /** A, TXT, AAAA and SRV (RFC 1035 3.2.2, RFC 3596 2.1, RFC 2782). */
  private static final List<Integer> TYPES = List.of(1, 16, 28, 33);

  private static final int IN = 1;
  private static final int OPT = 41;
  private static final int HEADER = 12;
  private static final int PAYLOAD = 1232;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InetAddress address = InetAddress.ofLiteral("127.0.0.1");
  private final int port;

  /** One that asks the node at a port of the loopback address. */
  public DnsUser(int port) {
    this.port = port;
  }

  /** Asks for a name with several types, over UDP many times and over TCP once. */
  public void ask(String name, int times) throws IOException {
    for (int type : TYPES) {
      byte[] query = query(name, type);
      overUdp(query, times);
      overTcp(query);
    }
  }

  private void overUdp(byte[] query, int times) throws IOException {
    try (var socket = new DatagramSocket(0, address)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(address, port);
      var reply = new DatagramPacket(new byte[PAYLOAD], PAYLOAD);
      for (int i = 0; i < times; i++) {
        socket.send(new DatagramPacket(query, query.length));
        socket.receive(reply);
      }
    }
  }

  private void overTcp(byte[] query) throws IOException {
    try (var socket = new Socket(address, port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      byte[] framed =
          ByteBuffer.allocate(Short.BYTES + query.length)
              .putShort((short) query.length)
              .put(query)
              .array();
      socket.getOutputStream().write(framed);
      byte[] length = socket.getInputStream().readNBytes(Short.BYTES);
      int octets = Short.toUnsignedInt(ByteBuffer.wrap(length).getShort());
      socket.getInputStream().skipNBytes(octets);
    }
  }

  /** A query with EDNS (RFC 1035 4.1, RFC 6891 6.1.2). */
  private static byte[] query(String name, int type) {
    ByteBuffer query = ByteBuffer.allocate(HEADER + name.length() + 32);
    query.putShort((short) type).putShort((short) 0).putShort((short) 1);
    query.putShort((short) 0).putShort((short) 0).putShort((short) 1);
    for (String label : name.split("\\.", -1)) {
      query.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    query.put((byte) 0).putShort((short) type).putShort((short) IN);
    query.put((byte) 0).putShort((short) OPT).putShort((short) PAYLOAD).putInt(0);
    query.putShort((short) 0);
    byte[] octets = new byte[query.position()];
    query.flip().get(octets);
    return octets;
  }
}
