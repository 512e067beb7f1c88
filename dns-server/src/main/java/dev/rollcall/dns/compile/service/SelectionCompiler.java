package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.service.CompiledService.Changed;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.TagSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** The names of some of a service's instances. Only those that a change concerns are made anew. */
final class SelectionCompiler {
  private final ServiceNames names;
  private final AnswerPolicy policy;
  private final NearRule rule;
  private final CompiledService before;

  SelectionCompiler(
      ServiceNames names, AnswerPolicy policy, NearRule rule, CompiledService before) {
    this.names = names;
    this.policy = policy;
    this.rule = rule;
    this.before = before;
  }

  /** The selections that have other members or other ones of them than before. */
  Map<Selection, Selected> compile(Changed changed) {
    if (changed.isNothing()) {
      return Map.of();
    }
    Map<Selection, List<InstanceRecords>> gone = bySelection(changed.gone());
    Map<Selection, List<InstanceRecords>> come = bySelection(changed.come());
    var touched = new HashSet<>(gone.keySet());
    touched.addAll(come.keySet());
    var selected = new HashMap<Selection, Selected>();
    for (Selection selection : touched) {
      List<InstanceRecords> members =
          merged(
              before.selections().getOrDefault(selection, Selected.NOBODY).members(),
              gone.getOrDefault(selection, List.of()),
              come.getOrDefault(selection, List.of()));
      selected.put(selection, selected(selection, members));
    }
    return selected;
  }

  /** Has names of several tags answered as the instances are now. */
  void updateTags(List<InstanceRecords> instances, Changed changed) {
    if (changed.all().noneMatch(InstanceRecords::hasTags)) {
      return;
    }
    var all = new ArrayList<InstanceRecords>();
    int first = Integer.MAX_VALUE; // of the priorities
    for (InstanceRecords each : instances) {
      if (each.hasTags()) {
        all.add(each);
        first = each.isHealthy() ? Math.min(first, each.priority()) : first;
      }
    }
    var tagged = new ArrayList<TagSelector.Tagged>(all.size());
    for (InstanceRecords each : all) {
      tagged.add(each.tagged(first));
    }
    before.tags().set(TagSelector.of(names.tags(), tagged, policy));
  }

  private static Map<Selection, List<InstanceRecords>> bySelection(List<InstanceRecords> some) {
    var members = new HashMap<Selection, List<InstanceRecords>>();
    for (InstanceRecords each : some) {
      for (Selection selection : each.selections()) {
        members.computeIfAbsent(selection, any -> new ArrayList<>()).add(each);
      }
    }
    return members;
  }

  /** The members without those that are gone and with those that came; all in order of the ids. */
  @SuppressWarnings("ReferenceEquality") // those that are gone are members
  private static List<InstanceRecords> merged(
      List<InstanceRecords> members, List<InstanceRecords> gone, List<InstanceRecords> come) {
    var merged = new ArrayList<InstanceRecords>(members.size() + come.size());
    Iterator<InstanceRecords> leaving = gone.iterator();
    @Nullable InstanceRecords next = leaving.hasNext() ? leaving.next() : null;
    int arrived = 0;
    for (InstanceRecords member : members) {
      if (member == next) {
        next = leaving.hasNext() ? leaving.next() : null;
        continue;
      }
      while (arrived < come.size() && come.get(arrived).id().compareTo(member.id()) < 0) {
        merged.add(come.get(arrived++));
      }
      merged.add(member);
    }
    merged.addAll(come.subList(arrived, come.size()));
    return merged;
  }

  private Selected selected(Selection selection, List<InstanceRecords> members) {
    DomainName name = members.isEmpty() ? null : names.selection(selection);
    return new Selected(members, name == null ? null : node(selection, name, members));
  }

  private Node node(Selection selection, DomainName name, List<InstanceRecords> members) {
    @Nullable Node known = before.selections().getOrDefault(selection, Selected.NOBODY).node();
    Healthy healthy = Healthy.of(members);
    return switch (selection) {
      case Selection.Tagged _ ->
          Near.addTo(
                  instances(name, known, healthy),
                  known,
                  policy,
                  Near.of(members, healthy, rule),
                  Near::addInstances)
              .withBelow(before.tags());
      case Selection.In _ -> instances(name, known, healthy);
      case Selection.Subtype _ -> new NodeBuilder(name, known).pointers(healthy.pointers()).build();
    };
  }

  private Node instances(DomainName name, @Nullable Node known, Healthy healthy) {
    return new NodeBuilder(name, known, policy)
        .weighted(Type.A, healthy.ipv4())
        .weighted(Type.AAAA, healthy.ipv6())
        .rotating(Type.SRV, healthy.services(InstanceRecords::primaryService))
        .build();
  }
}
