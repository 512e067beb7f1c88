/** Turns services into the names and records of the zone, whenever they change. */
@NullMarked
package dev.rollcall.dns.compile;

import org.jspecify.annotations.NullMarked;
