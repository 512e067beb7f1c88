package dev.rollcall.api.watch;

/**
 * What watchers were told since the node started.
 *
 * @param watchers how many there are now
 * @param events instances and changes that were told, once for each watcher
 * @param resyncs how often a watcher was told all that is there
 */
public record WatchActivity(int watchers, long events, long resyncs) {}
