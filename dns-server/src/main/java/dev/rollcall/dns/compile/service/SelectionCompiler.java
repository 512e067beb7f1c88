package dev.rollcall.dns.compile.service;

import dev.rollcall.dns.compile.node.NodeBuilder;
import dev.rollcall.dns.compile.service.CompiledService.Changed;
import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.record.AnswerPolicy;
import dev.rollcall.dns.zone.Node;
import dev.rollcall.dns.zone.TagSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** The names of some of a service's instances. Only those that a change concerns are made anew. */
final class SelectionCompiler {
  private final ServiceNames names;
  private final AnswerPolicy policy;
  private final CompiledService before;

  SelectionCompiler(ServiceNames names, AnswerPolicy policy, CompiledService before) {
    this.names = names;
    this.policy = policy;
    this.before = before;
  }

  Map<Selection, Node> compile(Collection<InstanceRecords> instances, Changed changed) {
    Set<Selection> touched =
        Stream.concat(changed.gone().stream(), changed.come().stream())
            .flatMap(each -> each.selections().stream())
            .collect(Collectors.toSet());
    if (touched.isEmpty()) {
      return before.selections();
    }
    var selected = new HashMap<>(before.selections());
    touched.forEach(selected::remove);
    members(instances, touched)
        .forEach(
            (selection, members) -> {
              DomainName name = names.selection(selection);
              if (name != null) {
                selected.put(selection, node(selection, name, members));
              }
            });
    return selected;
  }

  /** Has names of several tags answered as the instances are now. */
  void updateTags(Collection<InstanceRecords> instances, Changed changed) {
    boolean tagged =
        Stream.concat(changed.gone().stream(), changed.come().stream())
            .anyMatch(InstanceRecords::hasTags);
    if (!tagged) {
      return;
    }
    List<InstanceRecords> all = instances.stream().filter(InstanceRecords::hasTags).toList();
    int first =
        all.stream()
            .filter(InstanceRecords::isHealthy)
            .mapToInt(InstanceRecords::priority)
            .min()
            .orElse(0);
    before
        .tags()
        .set(
            TagSelector.of(
                names.tags(), all.stream().map(each -> each.tagged(first)).toList(), policy));
  }

  private static Map<Selection, List<InstanceRecords>> members(
      Collection<InstanceRecords> instances, Set<Selection> touched) {
    var members = new HashMap<Selection, List<InstanceRecords>>();
    for (InstanceRecords each : instances) {
      for (Selection selection : each.selections()) {
        if (touched.contains(selection)) {
          members.computeIfAbsent(selection, any -> new ArrayList<>()).add(each);
        }
      }
    }
    return members;
  }

  private Node node(Selection selection, DomainName name, List<InstanceRecords> members) {
    @Nullable Node known = before.nodes().get(name);
    List<InstanceRecords> healthy = members.stream().filter(InstanceRecords::isHealthy).toList();
    return switch (selection) {
      case Selection.Tagged _ -> instances(name, known, healthy).withBelow(before.tags());
      case Selection.In _ -> instances(name, known, healthy);
      case Selection.Subtype _ ->
          new NodeBuilder(name, known).pointers(new Shares(healthy).pointers()).build();
    };
  }

  private Node instances(DomainName name, @Nullable Node known, List<InstanceRecords> healthy) {
    var shares = new Shares(healthy);
    return new NodeBuilder(name, known, policy)
        .weighted(Type.A, shares.ipv4())
        .weighted(Type.AAAA, shares.ipv6())
        .rotating(Type.SRV, shares.services(InstanceRecords::primaryService))
        .build();
  }
}
