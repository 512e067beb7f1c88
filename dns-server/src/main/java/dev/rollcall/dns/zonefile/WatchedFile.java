package dev.rollcall.dns.zonefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A zone file that is read again when it, or a file that it includes, has changed. */
final class WatchedFile {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

  /** Reads a file into the content of its zone, telling each file before it is opened. */
  @FunctionalInterface
  interface Reading {
    ZoneContent read(ZoneFileSource source, Consumer<Path> opening) throws ZoneFileException;
  }

  private final ZoneFileSource source;
  private final Reading reading;
  private final ZoneTarget target;
  private Map<Path, String> loaded = Map.of();
  private Map<Path, String> lastSeen = Map.of();

  WatchedFile(ZoneFileSource source, Reading reading, ZoneTarget target) {
    this.source = source;
    this.reading = reading;
    this.target = target;
  }

  /** Reads the file and has its zone take it. */
  void load() throws ZoneFileException {
    var opened = new HashMap<Path, String>();
    try {
      target.take(reading.read(source, file -> opened.put(file, stamp(file))));
    } finally {
      loaded = opened;
      lastSeen = opened;
    }
  }

  /**
   * Reads the file again if it has changed and is at rest: a file that is being written is left
   * alone until it was the same twice. What is wrong is logged once for each change.
   */
  void check() {
    Map<Path, String> now = stamps();
    boolean atRest = now.equals(lastSeen);
    lastSeen = now;
    if (!atRest || now.equals(loaded)) {
      return;
    }
    try {
      load();
      LOG.info("{}: the zone {} is answered as it says now", source.file(), source.zone());
    } catch (ZoneFileException e) {
      LOG.error("{}; the zone stays as it was", e.getMessage());
    } catch (RuntimeException e) { // a fault of ours, which keeps nothing from the other files
      LOG.error(
          "{} could not be taken; the zone {} may be half of it", source.file(), source.zone(), e);
    }
  }

  /** What tells that a file is another one, or was written. */
  private Map<Path, String> stamps() {
    var stamps = new HashMap<Path, String>();
    for (Path file : loaded.keySet()) {
      stamps.put(file, stamp(file));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}
