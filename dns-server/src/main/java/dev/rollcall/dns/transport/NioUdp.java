package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.tally.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * UDP by the JDK's channels, on any system.
 *
 * @param reason why it is not served in a faster way, as a phrase
 */
record NioUdp(String reason) implements UdpSockets {
  @Override
  public boolean canShare() {
    try (var channel = DatagramChannel.open()) {
      return isShareable(channel);
    } catch (IOException e) {
      return false; // nor will there be the first of them
    }
  }

  @Override
  public Bound bind(InetSocketAddress address, boolean shared) throws IOException {
    var channel = DatagramChannel.open(Sockets.family(address.getAddress()));
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      if (shared) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      return new BoundChannel(channel.bind(address));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public String description() {
    return "NIO, for " + reason;
  }

  private static boolean isShareable(DatagramChannel channel) {
    return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
  }

  private record BoundChannel(DatagramChannel channel) implements Bound {
    @Override
    public Transport serve(Responder responder, Tally tally, String thread) {
      return NioUdpTransport.start(channel, responder, tally, thread);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
