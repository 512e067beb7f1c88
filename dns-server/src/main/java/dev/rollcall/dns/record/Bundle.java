package dev.rollcall.dns.record;

import java.util.List;

/**
 * Records that go into the additional section together, or not at all. Some are owned by the name
 * that the answered record points to, those beyond by the name that the first of these, an SRV
 * record, points to. Immutable.
 */
public final class Bundle {
  private static final WireRecord[] NOTHING = {};

  // Arrays, for each query goes through them: a list is one of several classes, and each call of
  // one whose class is not known costs as much as the copy of a record.
  private final WireRecord[] ofTarget;
  private final WireRecord[] beyond;

  public Bundle(List<WireRecord> ofTarget, List<WireRecord> beyond) {
    if (ofTarget.isEmpty()) {
      throw new IllegalArgumentException("a bundle of nothing");
    }
    this.ofTarget = ofTarget.toArray(WireRecord[]::new);
    this.beyond = beyond.isEmpty() ? NOTHING : beyond.toArray(WireRecord[]::new);
  }

  /** Records of the target alone. */
  public static Bundle of(List<WireRecord> ofTarget) {
    return new Bundle(ofTarget, List.of());
  }

  /** How many there are of the target. */
  public int size() {
    return ofTarget.length;
  }

  /** One of those of the target. */
  public WireRecord record(int index) {
    return ofTarget[index];
  }

  /** Octets of those of the target, where owners are pointers. */
  int octets() {
    int octets = 0;
    for (WireRecord record : ofTarget) {
      octets += record.length();
    }
    return octets;
  }

  /**
   * Copies those of the target; returns where they end.
   *
   * @param owner what is written in the place of their owners
   */
  int copyTo(byte[] target, int at, int owner) {
    int end = at;
    for (WireRecord record : ofTarget) {
      int begin = end;
      end = record.copyTo(target, begin);
      target[begin] = (byte) (owner >> Byte.SIZE);
      target[begin + 1] = (byte) owner;
    }
    return end;
  }

  /** How many there are beyond it. */
  public int sizeBeyond() {
    return beyond.length;
  }

  /** One of those beyond it. */
  public WireRecord recordBeyond(int index) {
    return beyond[index];
  }
}
