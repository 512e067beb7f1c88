/** What {@code rollcall} can be told to do, and how it says that it could not. */
@NullMarked
package dev.rollcall.server.command;

import org.jspecify.annotations.NullMarked;
