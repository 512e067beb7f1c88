package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.zone.NameTree;
import java.util.HashSet;
import java.util.Set;

/** The names that a file has put into a zone. */
final class FileLayer {
  private final NameTree tree;
  private Set<DomainName> shown = Set.of();

  FileLayer(NameTree tree) {
    this.tree = tree;
  }

  /** Shows the names of that content and then takes away all others. */
  void show(ZoneContent content) {
    content.names().values().forEach(tree::publishBeneath);
    Set<DomainName> gone = new HashSet<>(shown);
    gone.removeAll(content.names().keySet());
    gone.forEach(tree::withdrawBeneath);
    shown = content.names().keySet();
  }
}
