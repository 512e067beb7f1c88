@NullMarked
package dev.rollcall.dns.transport.linux;

import org.jspecify.annotations.NullMarked;
