/** What becomes of ordinary clients while others misbehave. */
@NullMarked
package dev.rollcall.load.attack;

import org.jspecify.annotations.NullMarked;
