package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.zonefile.Entries.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Generator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/** Reads the records of a master file (RFC 1035 section 5) and of the files that it includes. */
final class MasterFile {
  static final String ENTRY = "an entry in master file format (RFC 1035 section 5.1)";

  private static final int MAX_DEPTH = 8;

  /** How dnsjava says in which line of an entry something is wrong. */
  private static final Pattern WITH_LINE = Pattern.compile("^<none>:(\\d+): (.*)$", Pattern.DOTALL);

  private final List<FileRecord> records = new ArrayList<>();
  private final Consumer<Path> opening;

  // What an entry leaves to those that follow it.
  private Name origin;
  private @Nullable Name owner;
  private @Nullable Long defaultTtl;
  private @Nullable Long lastTtl;
  private int depth;

  private MasterFile(Name origin, Consumer<Path> opening) {
    this.origin = origin;
    this.opening = opening;
  }

  /**
   * Reads a file.
   *
   * @param opening is told each file before it is looked into
   */
  static List<FileRecord> read(Path file, Name origin, Consumer<Path> opening)
      throws ZoneFileException {
    var master = new MasterFile(origin, opening);
    master.include(file, new Place(file, 1));
    return master.records;
  }

  private void include(Path file, Place from) throws ZoneFileException {
    opening.accept(file);
    byte[] octets;
    try {
      octets = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ZoneFileException(from, "cannot be read", file, "a file that this node may read");
    }
    for (Entry entry : Entries.of(octets)) {
      read(entry, file);
    }
  }

  private void read(Entry entry, Path file) throws ZoneFileException {
    var place = new Place(file, entry.line());
    if (entry.open()) {
      throw refused(place, "a parenthesis that is not closed", entry);
    }
    try (var words = new Tokenizer(new ByteArrayInputStream(entry.octets()))) {
      Tokenizer.Token first = words.get(true, false);
      boolean sameOwner = first.type() == Tokenizer.WHITESPACE;
      if (sameOwner) {
        first = words.get();
      }
      if (first.type() == Tokenizer.EOL || first.type() == Tokenizer.EOF) {
        return; // a comment alone
      }
      if (first.value() != null && first.value().startsWith("$") && !sameOwner) {
        direct(first.value(), words, entry, place);
        return;
      }
      if (sameOwner) {
        words.unget();
      } else {
        owner = Name.fromString(String.valueOf(first.value()), origin);
      }
      record(words, entry, place);
    } catch (TextParseException e) {
      throw wrong(entry, place, String.valueOf(e.getMessage()));
    } catch (ZoneFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw refused(place, String.valueOf(e.getMessage()), entry);
    }
  }

  private void direct(String directive, Tokenizer words, Entry entry, Place place)
      throws IOException, ZoneFileException {
    switch (directive.toUpperCase(Locale.ROOT)) {
      case "$ORIGIN" -> {
        origin = words.getName(origin);
        words.getEOL();
      }
      case "$TTL" -> {
        defaultTtl = words.getTTL();
        words.getEOL();
      }
      case "$INCLUDE" -> include(words, place);
      case "$GENERATE" -> generate(words, entry, place);
      default ->
          throw new ZoneFileException(
              place, "unknown directive", directive, "$ORIGIN, $TTL, $INCLUDE, $GENERATE");
    }
  }

  /** RFC 1035 section 5.1: neither origin nor owner changes for what follows. */
  private void include(Tokenizer words, Place place) throws IOException, ZoneFileException {
    String name = words.getString();
    Name outerOrigin = origin;
    Name outerOwner = owner;
    Long outerTtl = defaultTtl;
    if (words.get().isString()) {
      words.unget();
      origin = words.getName(origin);
      words.getEOL();
    }
    if (depth == MAX_DEPTH) {
      throw new ZoneFileException(
          place, "files include one another too deep", name, MAX_DEPTH + " files deep");
    }
    depth++;
    include(included(name, place), place);
    depth--;
    origin = outerOrigin;
    owner = outerOwner;
    defaultTtl = outerTtl;
  }

  private static Path included(String name, Place place) throws ZoneFileException {
    try {
      return place.file().resolveSibling(name);
    } catch (InvalidPathException e) {
      throw new ZoneFileException(place, "cannot be read", name, "a file that this node may read");
    }
  }

  private void generate(Tokenizer words, Entry entry, Place place)
      throws IOException, ZoneFileException {
    String range = words.getIdentifier();
    String pattern = words.getIdentifier();
    RecordHeader header = RecordHeader.read(words, place);
    String data = words.getIdentifier();
    words.getEOL();
    GeneratedRange numbers = GeneratedRange.parse(range, place);
    long ttl = ttl(header, entry, place);
    var generator =
        new Generator(
            numbers.start(),
            numbers.stop(),
            numbers.step(),
            pattern,
            header.type(),
            DClass.IN,
            ttl,
            data,
            origin);
    for (Record record : generator.expand()) {
      records.add(new FileRecord(record, place));
    }
  }

  private void record(Tokenizer words, Entry entry, Place place)
      throws IOException, ZoneFileException {
    Name name = owner;
    if (name == null) {
      throw refused(place, "no record before it has an owner to share", entry);
    }
    RecordHeader header = RecordHeader.read(words, place);
    if (header.ttl() == null && header.type() == Type.SOA && defaultTtl == null) {
      SOARecord soa = (SOARecord) Record.fromString(name, Type.SOA, DClass.IN, 0, words, origin);
      lastTtl = soa.getMinimum(); // RFC 1035 section 3.3.13
      byte[] data = soa.rdataToWireCanonical();
      Record record = Record.newRecord(name, Type.SOA, DClass.IN, lastTtl, data);
      records.add(new FileRecord(record, place));
      return;
    }
    long ttl = ttl(header, entry, place);
    Record record = Record.fromString(name, header.type(), DClass.IN, ttl, words, origin);
    records.add(new FileRecord(record, place));
  }

  private long ttl(RecordHeader header, Entry entry, Place place) throws ZoneFileException {
    if (header.ttl() != null) {
      lastTtl = header.ttl();
    }
    Long ttl = header.ttl() != null ? header.ttl() : defaultTtl != null ? defaultTtl : lastTtl;
    if (ttl == null) {
      throw new ZoneFileException(
          place, "no TTL", entry.text(), "one in the record, or a $TTL line before it");
    }
    return ttl;
  }

  private static ZoneFileException wrong(Entry entry, Place place, String message) {
    Matcher lined = WITH_LINE.matcher(message);
    if (!lined.matches()) {
      return refused(place, message, entry);
    }
    // What is wrong with a line's end is said of the next one.
    int line = Math.min(entry.line() + Integer.parseInt(lined.group(1)) - 1, entry.lastLine());
    return refused(new Place(place.file(), line), lined.group(2), entry);
  }

  private static ZoneFileException refused(Place place, String what, Entry entry) {
    return new ZoneFileException(place, what, entry.text(), ENTRY);
  }
}
