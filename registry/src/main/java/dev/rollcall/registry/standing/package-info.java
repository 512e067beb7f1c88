/** How a node stands in its cluster: values that it shows to people and to monitoring. */
@NullMarked
package dev.rollcall.registry.standing;

import org.jspecify.annotations.NullMarked;
