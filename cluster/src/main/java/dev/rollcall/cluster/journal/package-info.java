/** What a node's view shows, on its own disk, so that it survives the stop of all members. */
@NullMarked
package dev.rollcall.cluster.journal;

import org.jspecify.annotations.NullMarked;
