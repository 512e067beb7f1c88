package dev.rollcall.health.probe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The two messages of {@code grpc.health.v1}, in the frame that gRPC gives each: whether it is
 * compressed, its length in four octets, itself.
 */
final class GrpcHealth {
  /** What a service that is well says. */
  static final String SERVING = "SERVING";

  /** Most octets of an answer; the one that is meant has seven. */
  static final int MAX_ANSWER = 1024;

  private static final int FRAME = 5;
  private static final int FIELD_1_LENGTH_DELIMITED = 0x0a;
  private static final int MAX_VARINT = 10;

  private GrpcHealth() {}

  /** A question about one service, or with an empty name about the server. */
  static Buffer request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    Buffer message = Buffer.buffer();
    if (name.length > 0) {
      message.appendByte((byte) FIELD_1_LENGTH_DELIMITED);
      appendVarint(message, name.length);
      message.appendBytes(name);
    }
    return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
  }

  /** The serving status of an answer, empty when it is none. */
  static Optional<String> status(Buffer answer) {
    boolean isFramed =
        answer.length() >= FRAME
            && answer.getByte(0) == 0
            && answer.getInt(1) == answer.length() - FRAME;
    if (!isFramed) {
      return Optional.empty();
    }
    long status = new Message(answer, FRAME).firstVarint();
    return status == Message.BROKEN ? Optional.empty() : Optional.of(name(status));
  }

  private static String name(long status) {
    return switch (Math.clamp(status, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      case 0 -> "UNKNOWN";
      case 1 -> SERVING;
      case 2 -> "NOT_SERVING";
      case 3 -> "SERVICE_UNKNOWN";
      default -> "serving status " + status;
    };
  }

  private static void appendVarint(Buffer buffer, int value) {
    int rest = value;
    while (rest > 0x7f) {
      buffer.appendByte((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    buffer.appendByte((byte) rest);
  }

  /** Reads protocol buffers, as far as it takes to find field 1. */
  private static final class Message {
    static final long BROKEN = Long.MIN_VALUE;

    private final Buffer octets;
    private int at;

    Message(Buffer octets, int from) {
      this.octets = octets;
      this.at = from;
    }

    /** Field 1 as a number, 0 when it is left out, as its default is. */
    long firstVarint() {
      long found = 0;
      while (at < octets.length()) {
        long tag = varint();
        if (tag == 1 << 3) {
          found = varint();
        } else if (tag == BROKEN || !skip((int) tag & 7)) {
          return BROKEN;
        }
        if (found == BROKEN) {
          return BROKEN;
        }
      }
      return at == octets.length() ? found : BROKEN;
    }

    private boolean skip(int wireType) {
      switch (wireType) {
        case 0 -> {
          return varint() != BROKEN;
        }
        case 1 -> at += Long.BYTES;
        case 2 -> {
          long length = varint();
          if (length < 0 || length > octets.length() - at) {
            return false;
          }
          at += (int) length;
        }
        case 5 -> at += Integer.BYTES;
        default -> {
          return false;
        }
      }
      return at <= octets.length();
    }

    private long varint() {
      long value = 0;
      for (int i = 0; i < MAX_VARINT && at < octets.length(); i++) {
        byte octet = octets.getByte(at++);
        value |= (long) (octet & 0x7f) << (7 * i);
        if (octet >= 0) {
          return value;
        }
      }
      return BROKEN;
    }
  }
}
