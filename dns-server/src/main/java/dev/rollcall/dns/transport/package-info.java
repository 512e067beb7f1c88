/** The sockets: octets from clients to a responder, and its answers back. */
@NullMarked
package dev.rollcall.dns.transport;

import org.jspecify.annotations.NullMarked;
