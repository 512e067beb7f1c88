"""Why replies differ where they may."""

from dataclasses import dataclass
from typing import Callable

from peers import replies


EACH = "each"
ERRORS = (1, 4, 5, 9, 16)
SECTIONS = replies.SECTIONS
WHOLE = ("rcode", "flags", "questions", "opt", *SECTIONS)


@dataclass(frozen=True)
class Difference:
    """A part of the replies of two servers."""

    case: object
    part: str
    servers: tuple
    values: tuple
    replies: tuple

    def value(self, server):
        return self.values[self.servers.index(server)]

    def other(self, server):
        return self.values[1 - self.servers.index(server)]

    def reply(self, server):
        return self.replies[self.servers.index(server)]


@dataclass(frozen=True)
class Explanation:
    """What one server does that others need not do."""

    server: str
    parts: tuple
    covers: Callable[[Difference], bool]
    why: str

    def explains(self, difference):
        return (
            self.server in (*difference.servers, EACH)
            and difference.part in self.parts
            and self.covers(difference)
        )


def gives_less(server):
    """The server gives some of what the other does, and nothing else."""
    return lambda difference: difference.value(server) < difference.other(server)


def is_any(difference):
    """Both answer a question for ANY, with something or with TC."""
    return difference.case.type == "ANY" and all(
        reply["answer"] or replies.is_truncated(reply) for reply in difference.replies
    )


def is_authoritative(difference):
    return all("AA" in reply["flags"] for reply in difference.replies)


def is_referral(difference):
    return not any("AA" in reply["flags"] or reply["rcode"] for reply in difference.replies)


def is_error(difference):
    return all(reply["rcode"] in ERRORS for reply in difference.replies)


def at(*labels):
    """The name asked for has one of the labels."""
    return lambda difference: not set(labels).isdisjoint(difference.case.name.labels)


def corner(*names):
    return lambda difference: difference.case.what in names


def both(*conditions):
    return lambda difference: all(condition(difference) for condition in conditions)


# --- What is in the zones

ALIASES = (
    Explanation(
        "knot",
        SECTIONS,
        both(at(b"six-more", b"seven", b"eight", b"nine"), gives_less("knot")),
        "follows five aliases and leaves the rest to the resolver",
    ),
    Explanation(
        "knot",
        ("rcode", *SECTIONS),
        at(b"to-other", b"to-other-alias", b"back", b"dn-other"),
        "follows no alias into another zone, though it serves that too",
    ),
    Explanation(
        "knot",
        ("rcode", "authority"),
        at(b"dn-long"),
        "says NXDOMAIN where the name that a DNAME makes is too long; RFC 6672 wants YXDOMAIN",
    ),
    Explanation(
        "nsd",
        ("flags",),
        at(b"dn-long"),
        "sets TC in YXDOMAIN",
    ),
)

ANY = (
    Explanation(
        EACH,
        ("flags", *SECTIONS),
        both(is_any, is_authoritative),
        "which set answers ANY is free (RFC 8482 section 4), and so is what comes with it",
    ),
    Explanation(
        "rollcall",
        ("rcode", "authority"),
        both(is_any, lambda d: any(" DNAME " in each for each in d.reply("rollcall")["answer"])),
        "an alias answers ANY and is not followed, one made of a DNAME neither",
    ),
)

OPTIONAL = (
    Explanation(
        "nsd",
        ("additional",),
        both(is_authoritative, gives_less("nsd")),
        "minimal-responses leaves out the addresses of MX, SRV and NS",
    ),
    Explanation(
        "rollcall",
        ("additional",),
        both(at(b"_below", b"_wild", b"svc-alias"), gives_less("rollcall")),
        "no address for a target below a cut or at a wildcard, no HTTPS for that of an alias",
    ),
    Explanation(
        EACH,
        ("additional",),
        both(is_authoritative, at(b"srv-with-more")),
        "which sets come where not all fit is free",
    ),
)

SIZES = (
    Explanation(
        "nsd",
        ("flags", "authority", "additional"),
        both(is_referral, at(b"many")),
        "leaves out glue that does not fit without a word; RFC 9471 section 3.1 wants TC",
    ),
    Explanation(
        "rollcall",
        ("flags", *SECTIONS),
        both(at(b"mx-over-512"), lambda d: replies.is_truncated(d.reply("rollcall"))),
        "does not compress the names within records, and so cuts sooner",
    ),
)

# --- Corners

LEFT_OUT = (
    Explanation(
        "nsd",
        ("questions", "opt"),
        lambda d: is_error(d) and not d.reply("nsd")["questions"],
        "repeats neither question nor OPT of what it does not take; RFC 6891 section 7 wants OPT",
    ),
    Explanation(
        "knot",
        ("opt",),
        both(is_error, lambda d: d.reply("knot")["opt"] is None),
        "has no OPT in FORMERR; RFC 6891 section 7 wants it where the query has one",
    ),
    Explanation(
        "knot",
        ("silence",),
        lambda d: d.reply("knot")["silence"] and d.case.transport == "raw",
        "says nothing to a question that it cannot read; the others say FORMERR",
    ),
)

JUDGED = (
    Explanation(
        "nsd",
        WHOLE,
        corner("an rcode in a query", "an additional", "OPT before a signature that is none"),
        "takes a query for malformed that has an rcode, or a record beside the OPT",
    ),
    Explanation(
        "nsd",
        WHOLE,
        corner("trailing octets", "trailing octets after OPT"),
        "takes no notice of octets behind the message; they are FORMERR",
    ),
    Explanation(
        "nsd",
        WHOLE,
        corner("OPT without a question", "a cookie without a question"),
        "says NOERROR to a query that only asks for a cookie (RFC 7873 section 5.4)",
    ),
    Explanation(
        "knot",
        WHOLE,
        corner("a cookie without a question"),
        "says FORMERR to a query that only asks for a cookie (RFC 7873 section 5.4)",
    ),
    Explanation(
        "rollcall",
        WHOLE,
        corner("a cookie of 7 octets", "a cookie of 15 octets", "a cookie of 41 octets"),
        "says FORMERR to a cookie of a wrong length (RFC 7873 section 5.2.2); the peers' are off",
    ),
    Explanation(
        "knot",
        WHOLE,
        corner("an answer", "an authority", "OPT with an owner"),
        "takes no notice of records in sections where none belongs, nor of an OPT's owner",
    ),
    Explanation(
        EACH,
        WHOLE,
        corner("NOTIFY", "UPDATE"),
        "REFUSED, NOTAUTH or NOTIMP, by what a server has and to whom it listens",
    ),
    Explanation(
        EACH,
        ("rcode",),
        corner("type 251", "type 252", "type 251 at the apex", "type 252 at the apex"),
        "REFUSED, NOTAUTH or NOTIMP to a zone transfer, or to AXFR over UDP",
    ),
    Explanation(
        "knot",
        WHOLE,
        corner("type 0", "type 0 at the apex"),
        "says NOTIMP to type 0; the others take it for a type that is not there",
    ),
    Explanation(
        EACH,
        WHOLE,
        corner("class 255"),
        "class ANY: Rollcall says REFUSED, NSD answers without AA, Knot with it",
    ),
    Explanation(
        EACH,
        WHOLE,
        corner("version.bind", "id.server", "hostname.bind, OPT"),
        "who tells its name and version, and which, is set by its owner",
    ),
)

EXPLANATIONS = ALIASES + ANY + OPTIONAL + SIZES + LEFT_OUT + JUDGED
