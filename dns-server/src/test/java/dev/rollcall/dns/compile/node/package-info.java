@NullMarked
package dev.rollcall.dns.compile.node;

import org.jspecify.annotations.NullMarked;
