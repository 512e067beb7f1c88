package dev.rollcall.server.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What all nodes of a cluster say to one question.
 *
 * @param name the name that was asked for, with a dot at its end
 * @param type the type that was asked for
 * @param answers one of each node
 * @param service the service that the name is about; empty when none is known
 * @param instances those of its instances that the name may stand for, as one node shows them
 * @param window how many records an answer has where each is another part of them; 0 where each is
 *     to be all of them
 */
public record Resolution(
    String name,
    String type,
    List<DnsAnswer> answers,
    String service,
    List<SeenInstance> instances,
    int window) {
  private static final String NOT_IN_THIS = "not in this answer: locality, selection or limit";

  public Resolution {
    answers = List.copyOf(answers);
    instances = List.copyOf(instances);
  }

  Resolution(String name, String type, List<DnsAnswer> answers) {
    this(name, type, answers, "", List.of(), 0);
  }

  /** The same, where it is known which service it is about. */
  Resolution about(String known, List<SeenInstance> registered) {
    return new Resolution(name, type, answers, known, registered, window);
  }

  /** The same, where each answer has only so many records. */
  Resolution inWindowsOf(int records) {
    return new Resolution(name, type, answers, service, instances, records);
  }

  /** Whether all nodes say the same, or each of them as large a part of it. */
  public boolean agrees() {
    return silent() == 0 && isOneOutcome() && (isOneSet() || isWindow());
  }

  /** Whether all answer in the same way, but not with the same records. */
  boolean differsInRecords() {
    return silent() == 0 && isOneOutcome() && !isOneSet();
  }

  /** How many nodes do not answer. */
  public long silent() {
    return answers.stream().filter(answer -> answer.outcome().equals(DnsAnswer.NONE)).count();
  }

  /** Whether any record is given. */
  public boolean givesRecords() {
    return answers.stream().anyMatch(answer -> !answer.records().isEmpty());
  }

  /** Each record, and which nodes give it. */
  public Map<String, List<String>> holders() {
    var holders = new TreeMap<String, List<String>>();
    for (DnsAnswer answer : answers) {
      for (String text : answer.records()) {
        holders.computeIfAbsent(text, unseen -> new ArrayList<>()).add(answer.member());
      }
    }
    return holders;
  }

  /** The instances that are not in the answers, and why. */
  public Map<SeenInstance, String> notGiven() {
    var reasons = new LinkedHashMap<SeenInstance, String>();
    for (SeenInstance instance : instances) {
      String why = whyNot(instance);
      if (!why.isEmpty()) {
        reasons.put(instance, why);
      }
    }
    return reasons;
  }

  private boolean isOneOutcome() {
    return answers.stream().map(DnsAnswer::outcome).distinct().count() == 1;
  }

  private boolean isOneSet() {
    return answers.stream().map(DnsAnswer::records).distinct().count() == 1;
  }

  /** Of many records an answer has only so many, others each time: that is no disagreement. */
  private boolean isWindow() {
    return window > 0 && answers.stream().allMatch(answer -> answer.records().size() == window);
  }

  private String whyNot(SeenInstance instance) {
    if (!instance.given()) {
      return instance.because().isEmpty() ? "it says so itself" : instance.because();
    }
    return switch (type) {
      case "A" -> whyNot(instance, true);
      case "AAAA" -> whyNot(instance, false);
      case "SRV" -> givesTarget(instance) ? "" : NOT_IN_THIS;
      default -> "";
    };
  }

  private String whyNot(SeenInstance instance, boolean v4) {
    if (!instance.host().isEmpty()) {
      return "it is kept at " + instance.host() + ", where its CNAME or SRV record points";
    }
    List<String> fitting =
        instance.addresses().stream().filter(address -> v4 != address.contains(":")).toList();
    if (fitting.isEmpty()) {
      return "it has no IPv" + (v4 ? "4" : "6") + " address";
    }
    return silent() == answers.size() || givesOneOf(fitting) ? "" : NOT_IN_THIS;
  }

  private boolean givesOneOf(List<String> addresses) {
    return data(type)
        .map(InetAddress::ofLiteral) // IPv6 has many texts for one address
        .anyMatch(given -> addresses.stream().map(InetAddress::ofLiteral).anyMatch(given::equals));
  }

  private boolean givesTarget(SeenInstance instance) {
    String id = instance.id().toLowerCase(Locale.ROOT);
    if (silent() == answers.size() || !id.matches("[a-z0-9-]{1,63}")) {
      return true; // or under a label that is a hash, as far as can be told
    }
    String host = instance.host().toLowerCase(Locale.ROOT) + ".";
    return data(type)
        .map(text -> text.substring(text.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT))
        .anyMatch(
            target ->
                target.startsWith(id + ".") || target.startsWith("i-") || target.equals(host));
  }

  /** What stands in the records of that type. */
  private Stream<String> data(String wanted) {
    return answers.stream()
        .flatMap(answer -> answer.records().stream())
        .filter(text -> text.startsWith(wanted + " "))
        .map(text -> text.substring(wanted.length() + 1));
  }
}
