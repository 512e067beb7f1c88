/** From the octets of a query to those of its answer, without a lock and without garbage. */
@NullMarked
package dev.rollcall.dns.answer;

import org.jspecify.annotations.NullMarked;
