@NullMarked
package dev.rollcall.health;

import org.jspecify.annotations.NullMarked;
