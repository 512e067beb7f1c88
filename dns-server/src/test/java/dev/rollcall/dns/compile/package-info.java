@NullMarked
package dev.rollcall.dns.compile;

import org.jspecify.annotations.NullMarked;
