package dev.rollcall.dns.zone;

import dev.rollcall.dns.name.DomainName;
import dev.rollcall.dns.name.ZoneName;
import dev.rollcall.dns.record.WireRecord;
import org.jspecify.annotations.Nullable;

/** The zone as it is answered now. One thread writes, any thread reads. */
public final class Zone {
  private final DomainName apex;
  private final NameTable names = new NameTable();
  private final NameTree tree;
  private volatile @Nullable WireRecord startOfAuthority;
  private volatile boolean loaded;
  private volatile boolean stale;

  public Zone(ZoneName name) {
    this(name.domain());
  }

  /** An empty zone of any name. */
  public Zone(DomainName apex) {
    this.apex = apex;
    this.tree = new NameTree(names, apex);
  }

  public DomainName apex() {
    return apex;
  }

  /** For readers. */
  public NameTable names() {
    return names;
  }

  /** For the writer. */
  public NameTree tree() {
    return tree;
  }

  /** Whether what is missing does not exist; until then it may just not be here yet. */
  public boolean isLoaded() {
    return loaded;
  }

  /** Says that all is here from now on. */
  public void markLoaded() {
    loaded = true;
  }

  /** Whether it has been cut off from its source for longer than it may be answered. */
  public boolean isStale() {
    return stale;
  }

  /** Says whether it has been cut off for too long. */
  public void setStale(boolean now) {
    stale = now;
  }

  /** The SOA record as negative answers carry it, null before the first one is there. */
  public @Nullable WireRecord negativeAuthority() {
    return startOfAuthority;
  }

  /** Sets the SOA record of negative answers. */
  public void setNegativeAuthority(WireRecord record) {
    startOfAuthority = record;
  }
}
