package dev.rollcall.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What RFC 1034 section 4.3.2 says to a question of one zone, record by record over the whole list:
 * slow, and with nothing of the server in it.
 */
final class SlowAnswers {
  private static final Name APEX = Name.fromConstantString("z.");

  private static final int MAX_LINKS = 16;

  private final List<Record> records;
  private final Set<String> answer = new TreeSet<>();
  private final Set<Name> asked = new HashSet<>();
  private final Set<Name> redirected = new HashSet<>();
  private boolean authoritative;
  private @Nullable Name cut;

  private SlowAnswers(List<Record> records) {
    this.records = records;
  }

  /** What a reply says, without its additional section. */
  record Reply(int rcode, boolean authoritative, Set<String> answer, @Nullable Name cut) {}

  static Reply to(Name name, int type, List<Record> records) {
    var answers = new SlowAnswers(records);
    int rcode = answers.ask(name, type);
    return new Reply(rcode, answers.authoritative, answers.answer, answers.cut);
  }

  private int ask(Name name, int type) {
    if (!name.subdomain(APEX) || asked.size() > MAX_LINKS || !asked.add(name)) {
      return Rcode.NOERROR;
    }
    for (int labels = APEX.labels() + 1; labels <= name.labels(); labels++) {
      Name above = new Name(name, name.labels() - labels);
      if (isCut(above)) {
        return refer(above, above.equals(name), type);
      }
      if (!above.equals(name) && !of(above, Type.DNAME).isEmpty()) {
        return redirect(name, above, type);
      }
    }
    authoritative = true;
    if (exists(name)) {
      return answerWith(name, name, type);
    }
    Name encloser = name;
    while (!exists(encloser)) {
      encloser = new Name(encloser, 1);
    }
    Name wildcard = Name.fromConstantString("*." + encloser);
    return exists(wildcard) ? answerWith(wildcard, name, type) : Rcode.NXDOMAIN;
  }

  private int refer(Name above, boolean isName, int type) {
    if (isName && type == Type.DS) {
      authoritative = true;
      return answerWith(above, above, type);
    }
    cut = above;
    return Rcode.NOERROR;
  }

  private int redirect(Name name, Name above, int type) {
    if (!redirected.add(above)) {
      return Rcode.NOERROR;
    }
    authoritative = true;
    var redirection = (DNAMERecord) of(above, Type.DNAME).getFirst();
    answer.add(above + " DNAME " + redirection.getTarget());
    try {
      Name target = name.fromDNAME(redirection);
      answer.add(name + " CNAME " + target);
      return type == Type.CNAME || type == Type.ANY ? Rcode.NOERROR : ask(target, type);
    } catch (NameTooLongException e) {
      return Rcode.YXDOMAIN;
    }
  }

  private int answerWith(Name owner, Name name, int type) {
    List<Record> aliases = of(owner, Type.CNAME);
    if (!aliases.isEmpty()) {
      Name target = ((org.xbill.DNS.CNAMERecord) aliases.getFirst()).getTarget();
      answer.add(name + " CNAME " + target);
      return type == Type.CNAME || type == Type.ANY ? Rcode.NOERROR : ask(target, type);
    }
    boolean hasAny = records.stream().anyMatch(each -> each.getName().equals(owner));
    if (type == Type.ANY && hasAny) {
      answer.add(name + " HINFO \"RFC8482\" \"\"");
    }
    of(owner, type)
        .forEach(each -> answer.add(name + " " + Type.string(type) + " " + each.rdataToString()));
    return Rcode.NOERROR;
  }

  private boolean isCut(Name name) {
    return !name.equals(APEX) && !of(name, Type.NS).isEmpty();
  }

  /** Whether it has records that are not hidden, or something below it has. */
  private boolean exists(Name name) {
    return records.stream()
        .map(Record::getName)
        .anyMatch(owner -> owner.subdomain(name) && !isHidden(owner));
  }

  private boolean isHidden(Name owner) {
    for (int i = 1; owner.labels() - i > APEX.labels(); i++) {
      Name above = new Name(owner, i);
      if (isCut(above) || !of(above, Type.DNAME).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Record> of(Name name, int type) {
    var found = new ArrayList<Record>();
    for (Record record : records) {
      if (record.getName().equals(name) && record.getType() == type) {
        found.add(record);
      }
    }
    return found;
  }
}
