package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.zone.DomainName;
import java.nio.file.Path;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Reads a zone file and checks that it can be served. */
final class ZoneFile {
  private ZoneFile() {}

  /**
   * The content of a zone that stands in a file alone.
   *
   * @param read is told each file that is looked into, whatever becomes of it
   * @throws ZoneFileException naming the file and the line of what is wrong
   */
  static ZoneContent readWhole(ZoneFileSource source, Set<Path> read) throws ZoneFileException {
    ZoneContent content = read(source, read);
    var top = new Place(source.file(), 1);
    if (content.start() == null) {
      throw new ZoneFileException(top, "no SOA record", source.zone(), "one at the zone's name");
    }
    if (content.apex().stream().noneMatch(set -> set.type() == Type.NS)) {
      throw new ZoneFileException(
          top, "no NS record", source.zone(), "one or more at the zone's name");
    }
    return content;
  }

  /** The content that a file adds to a zone. */
  static ZoneContent read(ZoneFileSource source, Set<Path> read) throws ZoneFileException {
    DomainName apex = source.zone();
    Name origin = Name.fromConstantString(apex.toString());
    var records = FileRecords.of(MasterFile.read(source.file(), origin, read), apex);
    return ContentCompiler.compile(records, apex, new Place(source.file(), 1));
  }
}
