@NullMarked
package dev.rollcall.dns.answer;

import org.jspecify.annotations.NullMarked;
