/**
 * Records in wire format, sets of them, in which order they are given and what they bring along.
 */
@NullMarked
package dev.rollcall.dns.record;

import org.jspecify.annotations.NullMarked;
