/** What a node does about the health of the instances that it answers for. */
@NullMarked
package dev.rollcall.registry.health;

import org.jspecify.annotations.NullMarked;
