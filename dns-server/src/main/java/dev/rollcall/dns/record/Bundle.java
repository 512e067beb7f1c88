package dev.rollcall.dns.record;

import java.util.List;

/**
 * Records that go into the additional section together, or not at all.
 *
 * @param ofTarget owned by the name that the answered record points to
 * @param beyond owned by the name that the first of those, an SRV record, points to
 */
public record Bundle(List<WireRecord> ofTarget, List<WireRecord> beyond) {
  public Bundle {
    ofTarget = List.copyOf(ofTarget);
    beyond = List.copyOf(beyond);
    if (ofTarget.isEmpty()) {
      throw new IllegalArgumentException("a bundle of nothing");
    }
  }

  /** Records of the target alone. */
  public static Bundle of(List<WireRecord> ofTarget) {
    return new Bundle(ofTarget, List.of());
  }
}
