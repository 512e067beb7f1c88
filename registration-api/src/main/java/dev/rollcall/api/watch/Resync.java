package dev.rollcall.api.watch;

import java.util.Locale;

/** Why a watcher is told all that is there. */
enum Resync {
  /** It named no revision. */
  START,
  /** Its revision is of another node, or of this one before it was started again. */
  UNKNOWN_REVISION,
  /** The changes after its revision are no longer kept, because it was away or too slow. */
  TOO_OLD;

  /** As the contract names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
