package dev.rollcall.dns.transport;

class NioUdpTest extends UdpContract {
  @Override
  UdpSockets sockets() {
    return new NioUdp("a test");
  }
}
