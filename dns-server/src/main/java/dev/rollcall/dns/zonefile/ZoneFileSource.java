package dev.rollcall.dns.zonefile;

import dev.rollcall.dns.name.DomainName;
import java.nio.file.Path;

/** A file that says what a zone holds. */
public record ZoneFileSource(DomainName zone, Path file) {}
