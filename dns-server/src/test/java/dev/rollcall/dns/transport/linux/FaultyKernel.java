package dev.rollcall.dns.transport.linux;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The real kernel, some of whose calls fail as a test says; and what it was asked for. */
public final class FaultyKernel implements Kernel {
  /** A call that may fail. */
  public enum Call {
    SOCKET,
    SET_OPTION,
    BIND,
    RECEIVE,
    SEND
  }

  /** What the next call of a kind is to do, once or for good: less than 0 for an error. */
  private record Plan(Call call, int result, boolean lasting) {}

  private final Kernel kernel = new LinuxKernel();
  private final Queue<Plan> plans = new ConcurrentLinkedQueue<>();
  private final Set<Integer> open = new HashSet<>(); // guarded by this
  private final List<String> mistakes = new ArrayList<>(); // guarded by this
  private final AtomicInteger throwing = new AtomicInteger();
  private final List<Long> thrown = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch mayReceive = new CountDownLatch(0);

  /** The next call of that kind that has no other plan fails with the error of that number. */
  public void fail(Call call, int error) {
    plans.add(new Plan(call, -error, false));
  }

  /** All calls of that kind do. */
  public void failFromNowOn(Call call, int error) {
    plans.add(new Plan(call, -error, true));
  }

  /** The next send takes so many messages of those that it is given. */
  public void sendOnly(int messages) {
    plans.add(new Plan(Call.SEND, messages, false));
  }

  /** So many receives throw. */
  public void throwWhenReceiving(int times) {
    throwing.set(times);
  }

  /** From the first of them that did to the last. */
  public Duration timeOfThrowing() {
    return Duration.ofNanos(thrown.getLast() - thrown.getFirst());
  }

  /** Nothing is received until {@link #letReceive}. */
  public void holdReceive() {
    mayReceive = new CountDownLatch(1);
  }

  public void letReceive() {
    mayReceive.countDown();
  }

  /** Sockets that were not closed, and calls with those that were or never were there. */
  public synchronized List<String> mistakes() {
    var all = new ArrayList<>(mistakes);
    open.forEach(socket -> all.add("not closed: " + socket));
    return all;
  }

  @Override
  public int socket(int family) {
    int planned = planned(Call.SOCKET);
    return planned < 0 ? planned : opened(kernel.socket(family));
  }

  @Override
  public int setOption(int socket, int level, int option, int value) {
    use(socket, "setsockopt");
    int planned = planned(Call.SET_OPTION);
    return planned < 0 ? planned : kernel.setOption(socket, level, option, value);
  }

  @Override
  public int bind(int socket, MemorySegment address) {
    use(socket, "bind");
    int planned = planned(Call.BIND);
    return planned < 0 ? planned : kernel.bind(socket, address);
  }

  @Override
  public int receive(int socket, MemorySegment headers, int messages) {
    use(socket, "recvmmsg");
    try {
      mayReceive.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (throwing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      thrown.add(System.nanoTime());
      throw new OutOfMemoryError("a fault of no call");
    }
    int planned = planned(Call.RECEIVE);
    return planned < 0 ? planned : kernel.receive(socket, headers, messages);
  }

  @Override
  public int send(int socket, MemorySegment headers, int messages) {
    use(socket, "sendmmsg");
    int planned = planned(Call.SEND);
    return planned < 0
        ? planned
        : kernel.send(socket, headers, planned == 0 ? messages : Math.min(planned, messages));
  }

  @Override
  public void shutdown(int socket) {
    use(socket, "shutdown");
    kernel.shutdown(socket);
  }

  @Override
  public void close(int socket) {
    use(socket, "close");
    synchronized (this) {
      open.remove(socket);
    }
    kernel.close(socket);
  }

  private synchronized int opened(int socket) {
    open.add(socket);
    return socket;
  }

  private synchronized void use(int socket, String call) {
    if (!open.contains(socket)) {
      mistakes.add(call + " of " + socket);
    }
  }

  /** What the next call of that kind is to do, 0 for what it does. */
  private int planned(Call call) {
    Optional<Plan> next = plans.stream().filter(plan -> plan.call() == call).findFirst();
    next.filter(plan -> !plan.lasting()).ifPresent(plans::remove);
    return next.map(Plan::result).orElse(0);
  }
}
