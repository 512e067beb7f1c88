package dev.rollcall.api;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;

/** A body as a stream, without a copy of it. Owned by one thread. */
final class BodyInput extends InputStream {
  private final Buffer body;
  private int position;

  BodyInput(Buffer body) {
    this.body = body;
  }

  @Override
  public int read() {
    return position == body.length() ? -1 : body.getUnsignedByte(position++);
  }

  @Override
  public int read(byte[] into, int from, int most) {
    int length = Math.min(most, body.length() - position);
    if (length == 0) {
      return most == 0 ? 0 : -1;
    }
    body.getBytes(position, position + length, into, from);
    position += length;
    return length;
  }
}
