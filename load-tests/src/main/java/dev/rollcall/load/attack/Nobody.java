package dev.rollcall.load.attack;

/** No attack, to compare with. */
final class Nobody implements Attack {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public void begin() {}

  @Override
  public String outcome() {
    return "";
  }

  @Override
  public void close() {}
}
