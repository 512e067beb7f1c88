package dev.rollcall.server.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all nodes of a cluster say to one question.
 *
 * @param name the name that was asked for, with a dot at its end
 * @param type the type that was asked for
 * @param answers one of each node
 * @param service the service that the name is about; empty when none is known
 * @param instances its instances, as one node shows them
 */
public record Resolution(
    String name,
    String type,
    List<DnsAnswer> answers,
    String service,
    List<SeenInstance> instances) {
  public Resolution {
    answers = List.copyOf(answers);
    instances = List.copyOf(instances);
  }

  Resolution(String name, String type, List<DnsAnswer> answers) {
    this(name, type, answers, "", List.of());
  }

  /** The same, where it is known which service it is about. */
  Resolution about(String known, List<SeenInstance> registered) {
    return new Resolution(name, type, answers, known, registered);
  }

  /** Whether all nodes say the same, or each of them as large a part of it. */
  public boolean agrees() {
    boolean answered = answers.stream().noneMatch(a -> a.outcome().equals(DnsAnswer.NONE));
    boolean same = answers.stream().map(DnsAnswer::outcome).distinct().count() == 1;
    return answered && same && (isOneSet() || isWindow());
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

  private boolean isOneSet() {
    return answers.stream().map(DnsAnswer::records).distinct().count() == 1;
  }

  /** Of many records an answer has only so many, others each time: that is no disagreement. */
  private boolean isWindow() {
    List<Integer> sizes =
        answers.stream().map(answer -> answer.records().size()).distinct().toList();
    long given = instances.stream().filter(SeenInstance::given).count();
    return sizes.size() == 1 && sizes.getFirst() > 0 && sizes.getFirst() < given;
  }

  private String whyNot(SeenInstance instance) {
    if (!instance.given()) {
      return instance.because().isEmpty() ? "it says so itself" : instance.because();
    }
    boolean v4 = type.equals("A");
    if (!v4 && !type.equals("AAAA")) {
      return "";
    }
    if (!instance.host().isEmpty()) {
      return "it is kept at " + instance.host() + ", where its CNAME or SRV record points";
    }
    boolean has = instance.addresses().stream().anyMatch(address -> v4 != address.contains(":"));
    return has ? "" : "it has no IPv" + (v4 ? "4" : "6") + " address";
  }
}
