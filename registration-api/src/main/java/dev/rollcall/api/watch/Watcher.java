package dev.rollcall.api.watch;

/** Somebody who waits for changes. Called on the event loop. */
interface Watcher {
  /** What it is to hear of; always the same. */
  Selection selection();

  /** Takes one piece of what there is to tell; returns whether to be asked again in this turn. */
  boolean advance();

  /**
   * None of the changes up to that number was for it since its last turn. If there was nothing left
   * to tell then, that is the place it has reached.
   */
  void passOver(long upTo);

  /** It is time for a sign of life. */
  void keepAlive();

  /** The node stops: whoever waits is to be let go. */
  void end();
}
