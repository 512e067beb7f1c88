/** What one service adds to the zone: its names, its instances' records, and choices of them. */
@NullMarked
package dev.rollcall.dns.compile.service;

import org.jspecify.annotations.NullMarked;
