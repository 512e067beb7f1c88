package dev.rollcall.registry.instance;

/** Where an instance runs (a rack, an availability zone): one DNS label, in lower case. */
public record Locality(String text) {
  public Locality {
    text = Labels.checked("zone", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
