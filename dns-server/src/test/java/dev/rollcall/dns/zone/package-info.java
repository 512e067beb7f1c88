@NullMarked
package dev.rollcall.dns.zone;

import org.jspecify.annotations.NullMarked;
