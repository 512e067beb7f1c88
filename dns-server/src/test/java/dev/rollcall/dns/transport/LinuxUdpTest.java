package dev.rollcall.dns.transport;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.dns.transport.linux.LinuxKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class LinuxUdpTest extends UdpContract {
  @Override
  UdpSockets sockets() {
    return new LinuxUdp(LinuxKernel::new);
  }

  @Test
  void isTheWayThatIsTaken() {
    assertInstanceOf(LinuxUdp.class, UdpSockets.fastest());
  }
}
