package dev.rollcall.registry.instance;

/** A mark that instances are selected by: one DNS label, in lower case. */
public record Tag(String text) implements Comparable<Tag> {
  public Tag {
    text = Labels.checked("tag", text);
  }

  @Override
  public int compareTo(Tag other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
