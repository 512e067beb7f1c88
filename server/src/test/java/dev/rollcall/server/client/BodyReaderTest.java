package dev.rollcall.server.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void whatIsShortEnoughIsReadAsAWhole() throws IOException {
    byte[] octets = {1, 2, 3};
    assertArrayEquals(octets, new BodyReader(LONG, 3).read(new ByteArrayInputStream(octets)));
  }

  @Test
  void whatIsTooLongIsNotRead() {
    var reader = new BodyReader(LONG, 2);
    InputStream body = new ByteArrayInputStream(new byte[3]);
    assertEquals(
        "the answer has more than 2 octets",
        assertThrows(IOException.class, () -> reader.read(body)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "500 Oops"})
  void anAnswerThatDoesNotEndIsNotWaitedForLong(String status) throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var node = new NodeClient(URI.create("http://127.0.0.1:" + server.getLocalPort()), SHORT)) {
      Thread.ofVirtual().start(() -> beginAnswer(server, status));
      CommandFailedException failed =
          assertTimeoutPreemptively(
              Duration.ofMinutes(1),
              () -> assertThrows(CommandFailedException.class, () -> node.text(node.to("/"))));
      assertEquals(node.node() + ": it did not answer in time", failed.getMessage());
    }
  }

  /** Answers as soon as somebody connects, and never ends. */
  private static void beginAnswer(ServerSocket server, String status) {
    try (Socket client = server.accept()) {
      String head = "HTTP/1.1 " + status + "\r\nContent-Length: 100\r\n\r\n{";
      client.getOutputStream().write(head.getBytes(US_ASCII));
      client.getInputStream().readAllBytes(); // until it has gone
    } catch (IOException e) {
      // the test is over, or fails
    }
  }
}
