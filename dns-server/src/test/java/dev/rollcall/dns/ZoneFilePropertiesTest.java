package dev.rollcall.dns;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zonefile.ZoneFileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Any question to any zone file is answered as {@link SlowAnswers} says. Names come from a few
 * labels, so that wildcards, aliases, redirections and cuts meet.
 */
class ZoneFilePropertiesTest {
  private static final int[] TYPES = {
    Type.A, Type.TXT, Type.NS, Type.CNAME, Type.DS, Type.DNAME, Type.ANY
  };

  private static final List<String> TOP =
      List.of("z. 60 IN SOA ns.x. host.x. 1 3600 600 86400 60", "z. 60 IN NS ns.x.");

  @Property(tries = 400)
  void everyQuestionIsAnsweredAsTheSlowAnswersSay(
      @ForAll("zones") List<String> lines, @ForAll("questions") List<String> questions)
      throws IOException {
    var all = new ArrayList<>(TOP);
    all.addAll(consistent(lines));
    var records = new ArrayList<Record>();
    for (String line : all) {
      String[] words = line.split(" ", 5);
      Name owner = Name.fromConstantString(words[0]);
      records.add(
          Record.fromString(owner, Type.value(words[3]), DClass.IN, 60, words[4], Name.root));
    }
    Path file = Files.createTempFile("zone", ".txt");
    try {
      Files.write(file, all);
      try (var served = ServedZone.with(List.of(new ZoneFileSource(DomainName.of("z"), file)))) {
        for (String question : questions) {
          for (int type : TYPES) {
            check(question, type, served, records, String.join("\n", all));
          }
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void check(
      String question, int type, ServedZone served, List<Record> records, String zone) {
    String what = question + " " + Type.string(type) + " of\n" + zone;
    var expected = SlowAnswers.to(Name.fromConstantString(question), type, records);
    Message reply = served.ask(question, type);
    assertEquals(Rcode.string(expected.rcode()), Rcode.string(reply.getRcode()), what);
    assertEquals(expected.authoritative(), reply.getHeader().getFlag(Flags.AA), what);
    List<Record> answers = reply.getSection(Section.ANSWER);
    assertEquals(
        expected.answer(),
        answers.stream()
            .map(
                each ->
                    each.getName() + " " + Type.string(each.getType()) + " " + each.rdataToString())
            .collect(toCollection(TreeSet::new)),
        what);
    assertEquals(answers.size(), answers.stream().distinct().count(), what);
    for (Record authority : reply.getSection(Section.AUTHORITY)) {
      boolean refers = expected.cut() != null;
      assertEquals(refers ? Type.NS : Type.SOA, authority.getType(), what);
      assertEquals(refers ? expected.cut() : Name.fromConstantString("z."), authority.getName());
    }
  }

  /** Leaves out what a zone file may not say. */
  private static List<String> consistent(List<String> lines) {
    Map<String, List<String>> types = new HashMap<>();
    var kept = new ArrayList<String>();
    for (String line : lines) {
      String[] words = line.split(" ", 5);
      String type = words[3];
      List<String> there = types.computeIfAbsent(words[0], any -> new ArrayList<>());
      boolean single = type.equals("CNAME") || type.equals("DNAME");
      boolean clashes =
          type.equals("CNAME") ? !there.isEmpty() : there.contains("CNAME") || there.contains(type);
      // A name that is delegated has nothing else but its DS set.
      boolean cuts = type.equals("NS") != there.contains("NS") && !there.isEmpty();
      boolean onlyAtCut = type.equals("DS") && !there.contains("NS");
      boolean wild = words[0].startsWith("*") && (type.equals("NS") || type.equals("DNAME"));
      boolean underCut = there.contains("NS") && !type.equals("DS") && !type.equals("NS");
      if (!(single && there.contains(type))
          && !clashes
          && !(cuts && type.equals("NS"))
          && !onlyAtCut
          && !wild
          && !underCut) {
        there.add(type);
        kept.add(line);
      }
    }
    return kept;
  }

  @Provide
  Arbitrary<List<String>> zones() {
    Arbitrary<String> targets = Arbitraries.oneOf(names(), names(), Arbitraries.of("out.x."));
    Arbitrary<String> data =
        Arbitraries.oneOf(
            Arbitraries.of("A 192.0.2.1", "A 192.0.2.2", "TXT \"t\""),
            Arbitraries.of("A 192.0.2.3", "TXT \"u\""),
            targets.map(target -> "CNAME " + target),
            targets.map(target -> "CNAME " + target),
            targets.map(target -> "DNAME " + target),
            targets.map(target -> "NS " + target),
            Arbitraries.of("DS 1 13 2 " + "00".repeat(32)));
    return Combinators.combine(names(), data)
        .as((name, record) -> name + " 60 IN " + record)
        .list()
        .ofMinSize(2)
        .ofMaxSize(14);
  }

  @Provide
  Arbitrary<List<String>> questions() {
    return names().list().ofSize(30);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "*")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(labels -> String.join(".", labels) + ".z.");
  }
}
