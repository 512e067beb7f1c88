/** Whom a node sees of the members it knows, and how it finds them. */
@NullMarked
package dev.rollcall.cluster.company;

import org.jspecify.annotations.NullMarked;
