/** Leases: when they end, and who keeps them. */
@NullMarked
package dev.rollcall.registry.lease;

import org.jspecify.annotations.NullMarked;
