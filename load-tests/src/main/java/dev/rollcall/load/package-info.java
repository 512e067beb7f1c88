/** Benchmarks. */
@NullMarked
package dev.rollcall.load;

import org.jspecify.annotations.NullMarked;
