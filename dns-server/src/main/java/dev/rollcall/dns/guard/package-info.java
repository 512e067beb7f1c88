/** Who is answered, how often, and whether they are where they say: no sockets, no messages. */
@NullMarked
package dev.rollcall.dns.guard;

import org.jspecify.annotations.NullMarked;
