package dev.rollcall.dns.transport;

import dev.rollcall.dns.answer.Responder;
import dev.rollcall.dns.guard.Client;
import java.nio.ByteBuffer;

/**
 * Whole messages out of the octets of a connection, and their replies, each after its length (RFC
 * 1035 section 4.2.2). Knows no sockets. Owned by one thread.
 */
public final class TcpFraming {
  private static final int LENGTH_PREFIX = 2;

  /** Octets of the longest message and its length: what a buffer has to hold at least. */
  public static final int MAX_MESSAGE = LENGTH_PREFIX + 65_535;

  /** Why no more is answered. */
  public enum Pause {
    /** There is no whole message left. */
    INPUT_USED,
    /** The output has no room for a longest reply. */
    OUTPUT_FULL,
    /** What came is no query: the client speaks another protocol. */
    NO_QUERY
  }

  private final Responder responder;
  private int answered;

  public TcpFraming(Responder responder) {
    this.responder = responder;
  }

  /**
   * Answers the messages that lie whole between position and limit of {@code input}, as far as
   * {@code output} has room. Both positions move on behind what was answered.
   *
   * @param now a moment of {@link System#nanoTime}
   */
  public Pause answer(Client client, ByteBuffer input, ByteBuffer output, long now) {
    answered = 0;
    while (holdsMessage(input)) {
      if (output.remaining() < MAX_MESSAGE) {
        return Pause.OUTPUT_FULL;
      }
      if (!respond(client, input, output, now)) {
        return Pause.NO_QUERY;
      }
      answered++;
    }
    return Pause.INPUT_USED;
  }

  /** How many messages the last call answered. */
  public int answered() {
    return answered;
  }

  private static boolean holdsMessage(ByteBuffer input) {
    return input.remaining() >= LENGTH_PREFIX
        && input.remaining() >= LENGTH_PREFIX + nextLength(input);
  }

  private static int nextLength(ByteBuffer input) {
    return input.getShort(input.position()) & 0xffff;
  }

  /** Moves one message from the input to its reply in the output; false when there is none. */
  private boolean respond(Client client, ByteBuffer input, ByteBuffer output, long now) {
    int received = input.limit();
    int begin = input.position() + LENGTH_PREFIX;
    int end = begin + nextLength(input);
    int prefix = output.position();
    input.position(begin).limit(end);
    output.position(prefix + LENGTH_PREFIX);
    int length = responder.respond(client, input, output, now);
    input.limit(received).position(end);
    if (length == Responder.NO_REPLY) {
      output.position(prefix);
      return false;
    }
    output.putShort(prefix, (short) length);
    output.position(prefix + LENGTH_PREFIX + length);
    return true;
  }
}
