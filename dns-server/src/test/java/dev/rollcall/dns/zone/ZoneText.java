package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.Bundles;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/** All that a zone answers as text, by name; but for serials, and for what tags select together. */
public final class ZoneText {
  private static final int[] TYPES = {
    Type.A, Type.NS, Type.CNAME, Type.PTR, Type.TXT, Type.AAAA, Type.SRV, Type.SVCB, Type.HTTPS
  };

  /** Enough to tell in whose turn which record comes first. */
  private static final int TURNS = 50;

  /** As many as tests have. */
  private static final int LOCALITIES = 3;

  private ZoneText() {}

  /** Takes turns, so that it can be asked of a zone only once. */
  public static Map<String, List<String>> of(Zone zone) {
    var text = new TreeMap<String, List<String>>();
    for (DomainName name : zone.names().names()) {
      Node node = zone.names().find(name);
      if (node != null) {
        text.put(name.toString(), of(node));
        putNearby(text, node);
      }
    }
    return text;
  }

  /** What clients of each locality are answered there in place of the others. */
  private static void putNearby(Map<String, List<String>> text, Node node) {
    Nearby nearby = node.nearby();
    for (int i = 1; nearby != null && i <= LOCALITIES; i++) {
      Node own = nearby.node(i);
      if (own != null) {
        text.put(node.name() + " in locality " + i, of(own));
      }
    }
  }

  private static List<String> of(Node node) {
    var lines = new ArrayList<String>();
    for (int type : TYPES) {
      RecordSet set = node.set(type);
      if (set != null) {
        boolean isShared = type == Type.PTR && node.name().firstLabel().equals("_services");
        lines.add(of(set, isShared));
      }
    }
    return lines;
  }

  /**
   * @param isShared whether services have the records in the order in which they came
   */
  private static String of(RecordSet set, boolean isShared) {
    Stream<String> inOrder =
        IntStream.range(0, set.size()).mapToObj(i -> of(set.record(i)) + of(set.bundles(i)));
    List<String> records = (isShared ? inOrder.sorted() : inOrder).toList();
    List<Integer> leads = IntStream.range(0, TURNS).mapToObj(turn -> set.lead()).toList();
    return "%s %s limit %d, subset %s, octets %d, leads %s"
        .formatted(
            Type.string(set.type()), records, set.limit(), set.isSubset(), set.octets(), leads);
  }

  private static String of(Bundles bundles) {
    return "%s, first %d, chained %s"
        .formatted(of(bundles.size(), bundles::record), bundles.first(), bundles.isChained());
  }

  private static List<String> of(int size, IntFunction<WireRecord> records) {
    return IntStream.range(0, size).mapToObj(records).map(ZoneText::of).toList();
  }

  private static String of(WireRecord record) {
    var octets = new Octets(record.length());
    record.writeTo(octets, 0);
    var written = new byte[record.length()];
    octets.get(0, written, 0, written.length);
    return HexFormat.of().formatHex(written);
  }
}
