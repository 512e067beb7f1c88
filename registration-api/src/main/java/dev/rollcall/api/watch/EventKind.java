package dev.rollcall.api.watch;

import java.util.Locale;

/** What watchers are told of. */
enum EventKind {
  /** An instance that was not there is there. */
  REGISTERED,
  /** An instance that was there is another than before. */
  CHANGED,
  /** An instance is there no more. */
  GONE,
  /** All that was told before is void; what is there now follows. */
  RESYNC,
  /** What was there has been told; from now on it is kept up to date. */
  SYNCED;

  /** As the contract names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
