package dev.rollcall.dns.locality;

/** Where an address lies, and how far around it that is so. Reused; owned by one thread. */
public final class Place {
  private int locality;
  private int prefixLength;

  /** Nowhere. */
  public Place() {}

  /** The locality's number, {@link LocalityTable#NOWHERE} for none. */
  public int locality() {
    return locality;
  }

  /** How many leading bits all addresses of that place share with it; 0 when nothing is known. */
  public int prefixLength() {
    return prefixLength;
  }

  /** Says that nothing is known. */
  public void forget() {
    moveTo(LocalityTable.NOWHERE, 0);
  }

  /** Says that it lies in no locality. */
  public void leave() {
    locality = LocalityTable.NOWHERE;
  }

  void moveTo(int number, int bits) {
    locality = number;
    prefixLength = bits;
  }
}
