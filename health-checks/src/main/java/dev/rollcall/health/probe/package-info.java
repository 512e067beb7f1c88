/** One try of one instance, over its own address and port, bounded in time and in octets. */
@NullMarked
package dev.rollcall.health.probe;

import org.jspecify.annotations.NullMarked;
