/** What HTTP costs. */
@NullMarked
package dev.rollcall.load.http;

import org.jspecify.annotations.NullMarked;
