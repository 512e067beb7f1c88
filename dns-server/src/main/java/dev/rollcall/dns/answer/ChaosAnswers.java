package dev.rollcall.dns.answer;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.RecordSet;
import dev.rollcall.dns.record.WireRecord;
import dev.rollcall.dns.tally.Rcode;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** What the server says of itself in class CH (RFC 4892). */
final class ChaosAnswers {
  /** In seconds: the next reply may come from another server. */
  private static final int TTL = 0;

  private record Answer(DomainName name, RecordSet text) {}

  private final Answer[] answers;

  ChaosAnswers(Identity identity) {
    var all = new ArrayList<Answer>();
    for (String name : List.of("id.server", "hostname.bind")) {
      add(all, name, identity.serverId());
    }
    for (String name : List.of("version.server", "version.bind")) {
      add(all, name, identity.version());
    }
    answers = all.toArray(Answer[]::new);
  }

  /** Writes the record that answers the question. */
  Rcode answer(Question question, AnswerWriter writer) {
    if (question.type() == Type.TXT || question.type() == Type.ANY) {
      for (Answer answer : answers) {
        if (question.name().is(answer.name())) {
          writer.answer(answer.text());
          return Rcode.NOERROR;
        }
      }
    }
    writer.explain(ExtendedErrorCodeOption.NOT_SUPPORTED);
    return Rcode.REFUSED;
  }

  private static void add(List<Answer> answers, String name, String text) {
    if (!text.isEmpty()) {
      var record = new TXTRecord(Name.fromConstantString(name + "."), DClass.CH, TTL, text);
      answers.add(
          new Answer(
              DomainName.of(name), RecordSet.fixed(Type.TXT, List.of(WireRecord.of(record)))));
    }
  }
}
