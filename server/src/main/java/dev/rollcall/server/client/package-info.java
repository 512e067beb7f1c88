/** How commands ask running nodes, over HTTP and DNS, and what they understand of the answers. */
@NullMarked
package dev.rollcall.server.client;

import org.jspecify.annotations.NullMarked;
