/** What can be answered: nodes by their names, written by one thread, read by all. */
@NullMarked
package dev.rollcall.dns.zone;

import org.jspecify.annotations.NullMarked;
