package dev.rollcall.dns.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.dns.UdpClient;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.transport.linux.FaultyKernel;
import dev.rollcall.dns.transport.linux.FaultyKernel.Call;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of the kernel that fail, each with the number of its error. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
@Timeout(60)
class LinuxUdpFaultTest {
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOMEM = 12;
  private static final int EINVAL = 22;
  private static final int ENOBUFS = 105;

  private final FaultyKernel kernel = new FaultyKernel();

  /** Whatever happened, each socket is closed once and nothing is asked of it afterwards. */
  @AfterEach
  void everySocketWasClosedOnce() {
    assertEquals(List.of(), kernel.mistakes());
  }

  @ParameterizedTest
  @ValueSource(ints = {EINTR, EAGAIN, ENOMEM, ENOBUFS, 71})
  void goesOnAfterAFailedReceive(int error) throws IOException {
    kernel.fail(Call.RECEIVE, error);
    kernel.fail(Call.RECEIVE, error);
    try (var served = ServedUdp.by(sockets(), 1);
        var client = served.client()) {
      assertEquals(1, client.ask(ServedUdp.query(1)).getHeader().getID());
    }
  }

  /** Without a pause a lasting fault takes a whole core. */
  @Test
  void pausesAfterEachFaultAndGoesOn() throws IOException {
    kernel.throwWhenReceiving(300);
    try (var served = ServedUdp.by(sockets(), 1);
        var client = served.client()) {
      assertEquals(1, client.ask(ServedUdp.query(1)).getHeader().getID());
      assertEquals(300, served.tally().drops(Drop.FAULT));
    }
    // 1 ms each; half of it, as a thread may be woken for no reason.
    assertTrue(kernel.timeOfThrowing().toMillis() >= 150);
  }

  @Test
  void anInterruptedSendIsTakenUpAgain() throws IOException {
    kernel.fail(Call.SEND, EINTR);
    try (var served = ServedUdp.by(sockets(), 1);
        var client = served.client()) {
      assertEquals(1, client.ask(ServedUdp.query(1)).getHeader().getID());
      assertEquals(0, served.tally().drops(Drop.SEND_FAILED));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {EAGAIN, EINVAL, ENOBUFS, 1, 113})
  void aReplyThatCannotBeSentIsCountedAndLeftOut(int error) throws IOException {
    kernel.holdReceive();
    kernel.sendOnly(1);
    kernel.fail(Call.SEND, error);
    try (var served = ServedUdp.by(sockets(), 1);
        var first = asking(served, 1);
        var second = asking(served, 2);
        var third = asking(served, 3)) {
      kernel.letReceive();
      assertEquals(1, first.receive().getHeader().getID());
      assertEquals(3, third.receive().getHeader().getID());
      assertEquals(4, second.ask(ServedUdp.query(4)).getHeader().getID());
      assertEquals(1, served.tally().drops(Drop.SEND_FAILED));
    }
  }

  @Test
  void repliesThatTheKernelDoesNotTakeAtOnceFollow() throws IOException {
    kernel.holdReceive();
    kernel.sendOnly(2);
    try (var served = ServedUdp.by(sockets(), 1);
        var first = asking(served, 1);
        var second = asking(served, 2);
        var third = asking(served, 3)) {
      kernel.letReceive();
      assertEquals(1, first.receive().getHeader().getID());
      assertEquals(2, second.receive().getHeader().getID());
      assertEquals(3, third.receive().getHeader().getID());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKET, 24, socket: Too many open files",
    "SOCKET, 105, socket: No buffer space available",
    "SET_OPTION, 12, setsockopt: Cannot allocate memory",
    "BIND, 13, bind: Permission denied",
    "BIND, 1, bind: Operation not permitted",
    "BIND, 98, bind: Address already in use",
    "BIND, 71, bind: error 71",
  })
  void aSocketThatCannotBeHadIsRefused(Call call, int error, String reason) {
    kernel.failFromNowOn(call, error);
    var refusal = assertThrows(IOException.class, () -> ServedUdp.by(sockets(), 1));
    assertEquals(
        reason,
        String.valueOf(refusal.getMessage()).replaceFirst("cannot listen on .* \\(UDP\\): ", ""));
  }

  private UdpSockets sockets() {
    return new LinuxUdp(() -> kernel);
  }

  private static UdpClient asking(ServedUdp served, int id) throws IOException {
    UdpClient client = served.client();
    client.send(ServedUdp.query(id).toWire());
    return client;
  }
}
