/**
 * What can be answered: names and their records in wire format, written by one thread, read by all.
 */
@NullMarked
package dev.rollcall.dns.zone;

import org.jspecify.annotations.NullMarked;
