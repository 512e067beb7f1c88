@NullMarked
package dev.rollcall.health.probe;

import org.jspecify.annotations.NullMarked;
