package dev.rollcall.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.xbill.DNS.Message;

/** A client that sends what it likes when it likes. */
final class TcpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream input;
  private final OutputStream output;

  private TcpClient(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new DataInputStream(socket.getInputStream());
    this.output = socket.getOutputStream();
  }

  static TcpClient of(int port) throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new TcpClient(socket);
  }

  /** The message with its length before it. */
  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  void send(byte... octets) throws IOException {
    output.write(octets);
    output.flush();
  }

  Message receive() throws IOException {
    byte[] message = new byte[input.readUnsignedShort()];
    input.readFully(message);
    return new Message(message);
  }

  Message ask(Message query) throws IOException {
    send(framed(query.toWire()));
    return receive();
  }

  /** Sends nothing more, but still reads. */
  void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Goes at once, whatever is still under way. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits until the server closes; false when it sends something. */
  boolean isClosedByServer() throws IOException {
    try {
      input.readByte();
      return false;
    } catch (EOFException | SocketException e) {
      return true; // in an orderly way, or by a reset
    }
  }

  /** Waits that long for the server to close. */
  boolean isClosedByServerWithin(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    try {
      return isClosedByServer();
    } catch (SocketTimeoutException e) {
      return false; // still open
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
