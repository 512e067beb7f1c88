/** What a service says of itself: names, addresses, ports and the {@link Instance} made of them. */
@NullMarked
package dev.rollcall.registry.instance;

import org.jspecify.annotations.NullMarked;
