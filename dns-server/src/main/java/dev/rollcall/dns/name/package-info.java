/** Domain names: what they may be, in wire format, and how they are hashed. */
@NullMarked
package dev.rollcall.dns.name;

import org.jspecify.annotations.NullMarked;
