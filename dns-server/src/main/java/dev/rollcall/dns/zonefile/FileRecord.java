package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import org.xbill.DNS.Record;

/** A record and where it stands. */
record FileRecord(Record record, Place place) {
  DomainName name() {
    return DomainName.of(record.getName());
  }

  int type() {
    return record.getType();
  }
}
