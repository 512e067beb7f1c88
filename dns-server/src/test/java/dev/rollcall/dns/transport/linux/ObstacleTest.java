package dev.rollcall.dns.transport.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where the calls of Linux cannot be used. */
class ObstacleTest {
  private static final int EBADF = 9;

  @ParameterizedTest
  @ValueSource(strings = {"Linux amd64", "Linux aarch64"})
  void thereIsNoneWhereBothCallsKnowThatThereIsNoSocket(String system) {
    assertEquals(Optional.empty(), Obstacle.find(system, true, () -> new DeafKernel(EBADF, EBADF)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mac OS X aarch64", "Linux riscv64", "Windows 11 amd64", "Linux x86"})
  void otherSystemsHaveOtherNumbers(String system) {
    assertEquals(
        Optional.of("no calls are known for " + system),
        Obstacle.find(system, true, () -> new DeafKernel(EBADF, EBADF)));
  }

  @Test
  void theJvmMayBeToldNotToCallTheSystem() {
    assertEquals(
        Optional.of("the JVM was started without --enable-native-access for this module"),
        Obstacle.find("Linux amd64", false, () -> new DeafKernel(EBADF, EBADF)));
  }

  @Test
  void aJvmMayHaveNoLinker() {
    var missing = new UnsupportedOperationException("no linker here");
    assertEquals(
        Optional.of("the JVM cannot call the system: " + missing),
        Obstacle.find(
            "Linux amd64",
            true,
            () -> {
              throw new ExceptionInInitializerError(missing);
            }));
  }

  @Test
  void aSandboxMayForbidACall() {
    assertEquals(
        Optional.of("recvmmsg: Function not implemented"),
        Obstacle.find("Linux amd64", true, () -> new DeafKernel(38, EBADF)));
    assertEquals(
        Optional.of("sendmmsg: Operation not permitted"),
        Obstacle.find("Linux amd64", true, () -> new DeafKernel(EBADF, 1)));
  }

  /** Fails with those errors. */
  private record DeafKernel(int receiveError, int sendError) implements Kernel {
    @Override
    public int socket(int family) {
      throw new AssertionError("no socket is needed");
    }

    @Override
    public int setOption(int socket, int level, int option, int value) {
      throw new AssertionError("no socket is needed");
    }

    @Override
    public int bind(int socket, MemorySegment address) {
      throw new AssertionError("no socket is needed");
    }

    @Override
    public int receive(int socket, MemorySegment headers, int messages) {
      return -receiveError;
    }

    @Override
    public int send(int socket, MemorySegment headers, int messages) {
      return -sendError;
    }

    @Override
    public void shutdown(int socket) {
      throw new AssertionError("no socket is needed");
    }

    @Override
    public void close(int socket) {
      throw new AssertionError("no socket is needed");
    }
  }
}
