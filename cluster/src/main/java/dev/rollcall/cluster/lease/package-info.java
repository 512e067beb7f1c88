/** Leases on several machines: who keeps which, and how heartbeats get there. */
@NullMarked
package dev.rollcall.cluster.lease;

import org.jspecify.annotations.NullMarked;
