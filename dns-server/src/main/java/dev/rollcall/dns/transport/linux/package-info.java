/** UDP sockets of Linux by its own calls, which receive and send many datagrams at once. */
@NullMarked
package dev.rollcall.dns.transport.linux;

import org.jspecify.annotations.NullMarked;
