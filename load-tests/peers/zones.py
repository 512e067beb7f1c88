"""The zones that all servers load, and the names in them."""

from pathlib import Path

import dns.name
import dns.zone

FOLDER = Path(__file__).parent.parent / "interop-zones"
MAIN = "interop.example"


def write(folder):
    """Puts the zone files into a folder; returns a map of zones to files."""
    files = {}
    for source in sorted(FOLDER.glob("*.zone")):
        zone = source.name.removesuffix(".zone")
        text = source.read_text()
        if zone == MAIN:
            text += "\n".join(_many_records()) + "\n"
        files[zone] = folder / source.name
        files[zone].write_text(text)
    return files


def read(files):
    """All records of all zones."""
    return {
        dns.name.from_text(zone): dns.zone.from_file(
            str(file), origin=zone, relativize=False, check_origin=False
        )
        for zone, file in files.items()
    }


def _many_records():
    """Sets that are cut at 512, 1232 or 4096 octets; NSD reads no $GENERATE."""
    for n in range(1, 41):
        yield f"over-512 IN A 198.51.100.{n}"
    for n in range(1, 91):
        yield f"over-1232 IN A 198.51.100.{n}"
    for n in range(1, 61):
        yield f'over-4096 IN TXT "number {n} of many strings that together are longer than any reply over UDP"'
    for n in range(1, 31):
        yield f"mx-over-512 IN MX {n} mx{n}.mx-over-512"
        yield f"mx{n}.mx-over-512 IN A 203.0.113.{n}"
    for n in range(1, 21):
        # Not one target for all: Knot 3.2.6 then never comes back from a query for it.
        yield f"srv-over-512 IN SRV 0 0 {n} h{n}.elsewhere.test."
    for n in range(1, 9):
        yield f"srv-with-more IN SRV 0 0 {n} t{n}.srv-with-more"
        yield f"t{n}.srv-with-more IN A 203.0.113.{n}"
        yield f"t{n}.srv-with-more IN AAAA 2001:db8:1::{n}"
    for n in range(1, 14):
        yield f"ns{n:02}.many IN A 192.0.2.{n}"
        yield f"ns{n:02}.many IN AAAA 2001:db8::{n}"
