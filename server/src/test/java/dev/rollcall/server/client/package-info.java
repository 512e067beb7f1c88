@NullMarked
package dev.rollcall.server.client;

import org.jspecify.annotations.NullMarked;
