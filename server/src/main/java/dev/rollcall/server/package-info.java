/** The program: command line, wiring of all parts, start and stop, logging, metrics. */
@NullMarked
package dev.rollcall.server;

import org.jspecify.annotations.NullMarked;
