/** What operators say of a service as a whole, and which of two such words wins. */
@NullMarked
package dev.rollcall.registry.service;

import org.jspecify.annotations.NullMarked;
