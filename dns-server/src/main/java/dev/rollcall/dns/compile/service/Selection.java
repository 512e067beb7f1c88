package dev.rollcall.dns.compile.service;

import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.Locality;
import dev.rollcall.registry.instance.Port.Protocol;
import dev.rollcall.registry.instance.Tag;
import java.util.ArrayList;
import java.util.List;

/** Some of a service's instances that have a name of their own. */
sealed interface Selection {
  /** Those that have a tag. */
  record Tagged(Tag tag) implements Selection {}

  /** Those in a locality. */
  record In(Locality locality) implements Selection {}

  /** Those that have a tag, for who browses: the subtypes of RFC 6763 section 7.1. */
  record Subtype(Protocol protocol, Tag tag) implements Selection {}

  /** All that an instance belongs to. */
  static List<Selection> of(Instance instance) {
    var all = new ArrayList<Selection>();
    Protocol protocol = instance.primaryPort().protocol();
    for (Tag tag : instance.tags()) {
      all.add(new Tagged(tag));
      all.add(new Subtype(protocol, tag));
    }
    instance.locality().ifPresent(locality -> all.add(new In(locality)));
    return List.copyOf(all);
  }
}
