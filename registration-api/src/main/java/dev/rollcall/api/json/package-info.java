/** What the HTTP side reads and writes: request bodies, queries, instances and problem reports. */
@NullMarked
package dev.rollcall.api.json;

import org.jspecify.annotations.NullMarked;
