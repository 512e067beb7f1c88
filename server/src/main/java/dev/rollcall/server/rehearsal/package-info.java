/** Users of a node, as the rehearsal needs them. */
@NullMarked
package dev.rollcall.server.rehearsal;

import org.jspecify.annotations.NullMarked;
