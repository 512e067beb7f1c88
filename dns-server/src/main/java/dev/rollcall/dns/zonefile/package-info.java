/** What the owners of zones write into files: read, checked, compiled, and read again on change. */
@NullMarked
package dev.rollcall.dns.zonefile;

import org.jspecify.annotations.NullMarked;
