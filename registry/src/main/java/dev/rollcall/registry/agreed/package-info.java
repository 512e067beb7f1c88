/** What all nodes agree on besides what is registered. */
@NullMarked
package dev.rollcall.registry.agreed;

import org.jspecify.annotations.NullMarked;
