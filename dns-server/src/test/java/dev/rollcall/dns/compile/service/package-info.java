@NullMarked
package dev.rollcall.dns.compile.service;

import org.jspecify.annotations.NullMarked;
