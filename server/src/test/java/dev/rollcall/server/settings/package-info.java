@NullMarked
package dev.rollcall.server.settings;

import org.jspecify.annotations.NullMarked;
