package dev.rollcall.dns.transport.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Linux on x86-64 and AArch64, whose numbers and structures are the same. */
public final class LinuxKernel implements Kernel {
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_WAITFORONE = 0x10000;
  private static final int SHUT_RD = 0;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle SHUTDOWN = callOfAnyThread("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = callOfAnyThread("close", JAVA_INT);

  /** Where the linker puts the error of the last call, before the JVM makes others. */
  private final MemorySegment state = Arena.ofAuto().allocate(STATE);

  @Override
  public int socket(int family) {
    try {
      return result((int) SOCKET.invokeExact(state, family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @Override
  public int setOption(int socket, int level, int option, int value) {
    MemorySegment number = Arena.ofAuto().allocateFrom(JAVA_INT, value);
    try {
      return result(
          (int) SETSOCKOPT.invokeExact(state, socket, level, option, number, Integer.BYTES));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @Override
  public int bind(int socket, MemorySegment address) {
    try {
      return result((int) BIND.invokeExact(state, socket, address, (int) address.byteSize()));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @Override
  public int receive(int socket, MemorySegment headers, int messages) {
    try {
      return result(
          (int)
              RECVMMSG.invokeExact(
                  state, socket, headers, messages, MSG_WAITFORONE, MemorySegment.NULL));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @Override
  public int send(int socket, MemorySegment headers, int messages) {
    try {
      return result((int) SENDMMSG.invokeExact(state, socket, headers, messages, 0));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** The call says ENOTCONN, for UDP has no connections, and wakes nevertheless. */
  @Override
  public void shutdown(int socket) {
    try {
      int _ = (int) SHUTDOWN.invokeExact(socket, SHUT_RD);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  @Override
  public void close(int socket) {
    try {
      int _ = (int) CLOSE.invokeExact(socket);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private int result(int returned) {
    return returned >= 0 ? returned : -state.get(JAVA_INT, ERRNO);
  }

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    return link(
        name, FunctionDescriptor.of(JAVA_INT, arguments), Linker.Option.captureCallState("errno"));
  }

  /** A call whose error nobody asks for, so that no thread's is overwritten. */
  private static MethodHandle callOfAnyThread(String name, MemoryLayout... arguments) {
    return link(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  @SuppressWarnings("restricted") // whether it may, Obstacle asks first
  private static MethodHandle link(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    MemorySegment function = LINKER.defaultLookup().findOrThrow(name);
    return LINKER.downcallHandle(function, descriptor, options);
  }

  /** A call of C throws nothing. */
  private static IllegalStateException impossible(Throwable e) {
    return new IllegalStateException(e);
  }
}
