@NullMarked
package dev.rollcall.dns.tally;

import org.jspecify.annotations.NullMarked;
