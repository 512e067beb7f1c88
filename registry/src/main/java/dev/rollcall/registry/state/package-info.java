/**
 * The states an instance goes through, their order, and the commands that lead from one to the
 * next.
 */
@NullMarked
package dev.rollcall.registry.state;

import org.jspecify.annotations.NullMarked;
