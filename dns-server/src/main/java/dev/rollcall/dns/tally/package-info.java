/** What is counted of queries and their replies, without a lock. */
@NullMarked
package dev.rollcall.dns.tally;

import org.jspecify.annotations.NullMarked;
