/** The HTTP side of Rollcall: routes, limits, and the way from a request to the registry. */
@NullMarked
package dev.rollcall.api;

import org.jspecify.annotations.NullMarked;
