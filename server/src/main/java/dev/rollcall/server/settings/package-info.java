/** What can be set, where it was given, and what it comes to. */
@NullMarked
package dev.rollcall.server.settings;

import org.jspecify.annotations.NullMarked;
