/** Where clients are, by their addresses. */
@NullMarked
package dev.rollcall.dns.locality;

import org.jspecify.annotations.NullMarked;
