package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Reads a zone file and checks that it can be served. */
final class ZoneFile {
  private ZoneFile() {}

  /**
   * The content of a zone that stands in a file alone.
   *
   * @param opening is told each file before it is looked into
   * @throws ZoneFileException naming the file and the line of what is wrong
   */
  static ZoneContent readWhole(ZoneFileSource source, Consumer<Path> opening)
      throws ZoneFileException {
    ZoneContent content = read(source, opening);
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
  static ZoneContent read(ZoneFileSource source, Consumer<Path> opening) throws ZoneFileException {
    DomainName apex = source.zone();
    Name origin = Name.fromConstantString(apex.toString());
    var records = FileRecords.of(MasterFile.read(source.file(), origin, opening), apex);
    return ContentCompiler.compile(records, apex, new Place(source.file(), 1));
  }
}
