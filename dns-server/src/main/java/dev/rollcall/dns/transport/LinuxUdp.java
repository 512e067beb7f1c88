package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.transport.linux.Kernel;
import dev.rollcall.dns.transport.linux.LinuxSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * UDP by the calls of Linux.
 *
 * @param kernels one for each socket
 */
record LinuxUdp(Supplier<Kernel> kernels) implements UdpSockets {
  @Override
  public boolean canShare() {
    return true;
  }

  @Override
  public Bound bind(InetSocketAddress address, boolean shared) throws IOException {
    return new BoundSocket(LinuxSocket.bind(kernels.get(), address, shared, RECEIVE_BUFFER));
  }

  @Override
  public String description() {
    return "recvmmsg and sendmmsg";
  }

  private record BoundSocket(LinuxSocket socket) implements Bound {
    @Override
    public Transport serve(Responder responder, Tally tally, String thread) {
      return LinuxUdpTransport.start(socket, responder, tally, thread);
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
