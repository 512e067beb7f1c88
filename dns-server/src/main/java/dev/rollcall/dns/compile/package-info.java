/** Keeps the zones with the catalogue: the services, the apex, the names that several share. */
@NullMarked
package dev.rollcall.dns.compile;

import org.jspecify.annotations.NullMarked;
