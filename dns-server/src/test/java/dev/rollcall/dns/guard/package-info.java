@NullMarked
package dev.rollcall.dns.guard;

import org.jspecify.annotations.NullMarked;
