package dev.rollcall.dns.zone;

import org.jspecify.annotations.Nullable;

/**
 * The tags of a service as they are now. All its tags' nodes share it, so that none of them is made
 * anew when an instance changes that has another tag. One thread writes, any thread reads.
 */
public final class LatestTags {
  private volatile @Nullable TagSelector selector;

  /** No tags, until there are any. */
  public LatestTags() {}

  /** Selects by those from now on. */
  public void set(TagSelector latest) {
    selector = latest;
  }

  @Nullable TagSelector selector() {
    return selector;
  }
}
