/** What watchers of the catalogue are told: the log of changes, and each watcher's way along it. */
@NullMarked
package dev.rollcall.api.watch;

import org.jspecify.annotations.NullMarked;
