package dev.rollcall.dns.transport.linux;

import java.util.Arrays;

/** The errors of the kernel's calls that can be expected. The same on x86-64 and AArch64. */
enum Errno {
  EPERM(1, "Operation not permitted"),
  EINTR(4, "Interrupted system call"),
  EBADF(9, "Bad file descriptor"),
  EAGAIN(11, "Resource temporarily unavailable"),
  ENOMEM(12, "Cannot allocate memory"),
  EACCES(13, "Permission denied"),
  EINVAL(22, "Invalid argument"),
  ENFILE(23, "Too many open files in system"),
  EMFILE(24, "Too many open files"),
  ENOSYS(38, "Function not implemented"),
  EADDRINUSE(98, "Address already in use"),
  EADDRNOTAVAIL(99, "Cannot assign requested address"),
  ENETUNREACH(101, "Network is unreachable"),
  ENOBUFS(105, "No buffer space available"),
  EHOSTUNREACH(113, "No route to host");

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** What a call returns that fails like that. */
  int result() {
    return -number;
  }

  boolean is(int result) {
    return result == -number;
  }

  /** What a call says that returned less than 0. */
  static String text(String call, int result) {
    return Arrays.stream(values())
        .filter(error -> error.is(result))
        .map(error -> call + ": " + error.text)
        .findFirst()
        .orElse(call + ": error " + -result);
  }
}
