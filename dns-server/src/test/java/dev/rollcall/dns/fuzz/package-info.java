/** Targets of the fuzzer, which are ordinary code, and the rules that every reply has to keep. */
@NullMarked
package dev.rollcall.dns.fuzz;

import org.jspecify.annotations.NullMarked;
