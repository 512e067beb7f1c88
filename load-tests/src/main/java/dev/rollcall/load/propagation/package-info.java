/** How long a registration at one node takes to be answered by all. */
@NullMarked
package dev.rollcall.load.propagation;

import org.jspecify.annotations.NullMarked;
