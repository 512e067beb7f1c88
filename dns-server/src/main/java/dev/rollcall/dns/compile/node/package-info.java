/** The sets of one name: their records, their order, and in whose turn each comes first. */
@NullMarked
package dev.rollcall.dns.compile.node;

import org.jspecify.annotations.NullMarked;
