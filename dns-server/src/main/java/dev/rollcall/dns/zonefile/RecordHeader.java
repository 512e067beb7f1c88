package dev.rollcall.dns.zonefile;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.TTL;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/** What stands before the RDATA: TTL and class in any order, then the type. */
record RecordHeader(@Nullable Long ttl, int type) {
  static RecordHeader read(Tokenizer words, Place place) throws IOException, ZoneFileException {
    Long ttl = null;
    boolean hasClass = false;
    while (true) {
      String word = words.getString();
      int recordClass = DClass.value(word);
      if (recordClass >= 0 && !hasClass) {
        if (recordClass != DClass.IN) {
          throw new ZoneFileException(place, "class", word, "IN");
        }
        hasClass = true;
      } else if (ttl == null && startsWithDigit(word)) {
        ttl = timeToLive(word, place);
      } else {
        return new RecordHeader(ttl, type(word, place));
      }
    }
  }

  private static int type(String word, Place place) throws ZoneFileException {
    int type = Type.value(word);
    if (type < 0) {
      throw new ZoneFileException(
          place, "unknown type", word, "a type's name, or TYPE with its number");
    }
    return type;
  }

  private static long timeToLive(String word, Place place) throws ZoneFileException {
    try {
      return TTL.parseTTL(word);
    } catch (NumberFormatException e) { // says nothing
      throw new ZoneFileException(place, "TTL", word, "0 to " + TTL.MAX_VALUE + " seconds");
    }
  }

  private static boolean startsWithDigit(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }
}
