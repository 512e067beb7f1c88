package dev.rollcall.cluster.company;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Asks who listens at an address: members of a cluster answer the first octets of their protocol
 * with the same ones.
 *
 * @param patience with one that takes the connection and says nothing, for each of two words
 */
record Greeting(Duration patience) {
  /** Who listens there. */
  enum Answer {
    /** Nobody, or nobody that can be reached. */
    NONE,
    /** A member of some cluster. */
    MEMBER,
    /** Somebody that says nothing: frozen, overloaded, or no member. */
    SILENT,
    /** Somebody that is no member. */
    STRANGER
  }

  private static final byte[] WORD = "HZC".getBytes(US_ASCII);
  private static final byte[] END_OF_LINE = "\r\n\r\n".getBytes(US_ASCII);
  private static final Duration CONNECTING = Duration.ofSeconds(1);

  /** Blocks for a second and twice {@code patience} at most. */
  Answer at(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(address, (int) CONNECTING.toMillis());
      return answer(socket);
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  private Answer answer(Socket socket) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    Answer first = answer(socket, WORD);
    // What speaks in lines answers when a line ends. No member has to read that.
    return first == Answer.SILENT ? answer(socket, END_OF_LINE) : first;
  }

  private static Answer answer(Socket socket, byte[] word) {
    try {
      socket.getOutputStream().write(word);
      byte[] said = socket.getInputStream().readNBytes(WORD.length);
      return Arrays.equals(said, WORD) ? Answer.MEMBER : Answer.STRANGER;
    } catch (SocketTimeoutException e) {
      return Answer.SILENT;
    } catch (IOException e) {
      return Answer.STRANGER; // it hung up on the word
    }
  }
}
