/** The ports of the registry: what the adapters offer to it and ask of it. */
@NullMarked
package dev.rollcall.registry;

import org.jspecify.annotations.NullMarked;
