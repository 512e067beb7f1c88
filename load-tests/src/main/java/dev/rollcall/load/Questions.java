package dev.rollcall.load;

import dev.rollcall.dns.DnsSettings;
import java.nio.ByteBuffer;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** The octets of queries. */
final class Questions {
  private Questions() {}

  /** As resolvers ask: with EDNS. */
  static ByteBuffer ask(String name, int type, EDNSOption... options) {
    Message query = question(name, type);
    query.addRecord(
        new OPTRecord(DnsSettings.DEFAULT_UDP_PAYLOAD, 0, 0, 0, List.of(options)),
        Section.ADDITIONAL);
    return octets(query);
  }

  static ByteBuffer askWithoutEdns(String name, int type) {
    return octets(question(name, type));
  }

  private static Message question(String name, int type) {
    return Message.newQuery(Record.newRecord(Name.fromConstantString(name), type, DClass.IN));
  }

  private static ByteBuffer octets(Message query) {
    byte[] octets = query.toWire();
    return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
  }
}
