package dev.rollcall.dns.record;

import java.util.List;

/**
 * All that one record brings along into the additional section. Every set that has the record holds
 * the same one. Immutable.
 */
public final class Bundles {
  /** Of a record that brings nothing. */
  public static final Bundles NONE = new Bundles(new Bundle[0]);

  private final Bundle[] all; // for the same reason as in Bundle

  private Bundles(Bundle[] all) {
    this.all = all;
  }

  public static Bundles of(List<Bundle> each) {
    return each.isEmpty() ? NONE : new Bundles(each.toArray(Bundle[]::new));
  }

  public int size() {
    return all.length;
  }

  public Bundle get(int index) {
    return all[index];
  }
}
