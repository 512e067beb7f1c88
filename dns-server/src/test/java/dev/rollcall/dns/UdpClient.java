package dev.rollcall.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.xbill.DNS.Message;

/** A client that takes replies from nobody but the server's own address. */
public final class UdpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final DatagramSocket socket;

  private UdpClient(DatagramSocket socket) {
    this.socket = socket;
  }

  public static UdpClient of(String address, int port) throws IOException {
    var socket = new DatagramSocket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    return new UdpClient(socket);
  }

  public void send(byte[] octets) throws IOException {
    socket.send(new DatagramPacket(octets, octets.length));
  }

  public Message receive() throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  public Message ask(Message query) throws IOException {
    send(query.toWire());
    return receive();
  }

  @Override
  public void close() {
    socket.close();
  }
}
