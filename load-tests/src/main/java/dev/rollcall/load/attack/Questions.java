package dev.rollcall.load.attack;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Queries in wire format. */
final class Questions {
  private Questions() {}

  /** For the SRV records of a service. */
  static byte[] service(String name) {
    return query(name + ".", Type.SRV);
  }

  /** For a name beside those of services, another one each time. */
  static byte[] randomName(RandomGenerator random) {
    return query(Long.toUnsignedString(random.nextLong(), 36) + ".service.internal.", Type.A);
  }

  /** A query with some octets changed, or cut short, or no query at all. */
  static byte[] malformed(RandomGenerator random) {
    byte[] octets = randomName(random);
    if (random.nextInt(4) == 0) {
      random.nextBytes(octets);
    }
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
    }
    int length = random.nextBoolean() ? octets.length : random.nextInt(octets.length);
    return ByteBuffer.allocate(length).put(octets, 0, length).array();
  }

  /** The same with its length before it, as TCP carries it. */
  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(Short.BYTES + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private static byte[] query(String name, int type) {
    Name owner = Name.fromConstantString(name);
    return Message.newQuery(Record.newRecord(owner, type, DClass.IN)).toWire();
  }
}
