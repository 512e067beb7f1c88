@NullMarked
package dev.rollcall.dns.zonefile;

import org.jspecify.annotations.NullMarked;
