@NullMarked
package dev.rollcall.dns.transport;

import org.jspecify.annotations.NullMarked;
