/** What members send one another: the form of each message, and what runs where an entry is. */
@NullMarked
package dev.rollcall.cluster.wire;

import org.jspecify.annotations.NullMarked;
