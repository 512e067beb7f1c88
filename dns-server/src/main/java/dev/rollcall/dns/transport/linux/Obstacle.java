package dev.rollcall.dns.transport.linux;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What keeps this program from the calls of Linux. */
public final class Obstacle {
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");
  private static final int NO_SOCKET = -1;

  private Obstacle() {}

  /** Why {@link LinuxKernel} cannot be used here, as a phrase; empty when it can. */
  public static Optional<String> find() {
    return find(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Obstacle.class.getModule().isNativeAccessEnabled(),
        LinuxKernel::new);
  }

  /**
   * The same.
   *
   * @param system name and architecture
   * @param nativeAccess whether the JVM lets this module call the system, and without a warning
   */
  static Optional<String> find(String system, boolean nativeAccess, Supplier<Kernel> kernels) {
    if (ARCHITECTURES.stream().map("Linux "::concat).noneMatch(system::equals)) {
      return Optional.of("no calls are known for " + system);
    }
    if (!nativeAccess) {
      return Optional.of("the JVM was started without --enable-native-access for this module");
    }
    try {
      return missingCall(kernels.get());
    } catch (LinkageError e) {
      return Optional.of(
          "the JVM cannot call the system: " + (e.getCause() == null ? e : e.getCause()));
    }
  }

  /** A sandbox may forbid a call, and old kernels have not all of them: without a socket, try. */
  private static Optional<String> missingCall(Kernel kernel) {
    int receive = kernel.receive(NO_SOCKET, MemorySegment.NULL, 0);
    if (receive != Errno.EBADF.result()) {
      return Optional.of(Errno.text("recvmmsg", receive));
    }
    int send = kernel.send(NO_SOCKET, MemorySegment.NULL, 0);
    return send == Errno.EBADF.result()
        ? Optional.empty()
        : Optional.of(Errno.text("sendmmsg", send));
  }
}
