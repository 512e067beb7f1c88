package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All zone files, read at the start and looked after from then on. Owned by one thread. */
public final class ZoneFiles {
  private final List<WatchedFile> files = new ArrayList<>();

  /** No files, until some are added. */
  public ZoneFiles() {}

  /**
   * Fills a zone that stands in a file alone.
   *
   * @throws ZoneFileException naming the file and the line of what is wrong
   */
  public Zone addStatic(ZoneFileSource source) throws ZoneFileException {
    var zone = new Zone(source.zone());
    add(new WatchedFile(source, ZoneFile::readWhole, new StaticZone(zone)));
    return zone;
  }

  /**
   * Adds what a file says to the zone of the services.
   *
   * @param apex takes what it says of the zone's own name, at every change
   * @throws ZoneFileException naming the file and the line of what is wrong
   */
  public void addBeneath(Zone zone, ZoneFileSource source, Consumer<ZoneContent> apex)
      throws ZoneFileException {
    add(new WatchedFile(source, ZoneFile::read, new ServiceZoneFile(zone, apex)));
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Reads again what has changed and is at rest since the last check. */
  public void check() {
    files.forEach(WatchedFile::check);
  }

  private void add(WatchedFile file) throws ZoneFileException {
    file.load();
    files.add(file);
  }
}
