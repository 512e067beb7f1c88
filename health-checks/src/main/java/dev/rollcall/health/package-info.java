/** Active health checks: when each instance is probed, by whom, and what its probes come to. */
@NullMarked
package dev.rollcall.health;

import org.jspecify.annotations.NullMarked;
