/** The live view that every node keeps, and the registry of a node on its own. */
@NullMarked
package dev.rollcall.registry.live;

import org.jspecify.annotations.NullMarked;
