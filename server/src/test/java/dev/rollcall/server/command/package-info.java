@NullMarked
package dev.rollcall.server.command;

import org.jspecify.annotations.NullMarked;
