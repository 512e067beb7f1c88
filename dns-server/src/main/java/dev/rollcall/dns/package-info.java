/**
 * Discovery over DNS: the zone of the services, kept with the catalogue and served over UDP and
 * TCP.
 */
@NullMarked
package dev.rollcall.dns;

import org.jspecify.annotations.NullMarked;
