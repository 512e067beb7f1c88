@NullMarked
package dev.rollcall.dns;

import org.jspecify.annotations.NullMarked;
