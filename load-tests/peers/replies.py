"""A reply as a set of comparable parts: what order, compression and spelling cannot change."""

import functools

import dns.flags
import dns.message
import dns.rdataclass
import dns.rdatatype

SECTIONS = ("answer", "authority", "additional")
WITH_NAMES = {"CNAME", "DNAME", "MX", "NAPTR", "NS", "PTR", "RP", "SOA", "SRV", "SVCB", "HTTPS"}
FLAGS = (dns.flags.AA, dns.flags.TC, dns.flags.RD, dns.flags.RA, dns.flags.AD, dns.flags.CD)


def parts(query, reply):
    """The parts of a reply by name; a silent server has one of them."""
    if reply is None:
        return {"silence": True}
    echoed = _question(reply) in (b"", _question(query))
    return {"silence": False, "question": echoed, **_parts(reply[2:])}


def is_truncated(parts):
    return "TC" in parts.get("flags", ())


@functools.lru_cache(maxsize=200_000)
def _parts(octets):
    # dnspython takes other opcodes for other kinds of message, or for an error.
    as_query = bytes([octets[0] & 0x87]) + octets[1:]
    message = dns.message.from_wire(b"\0\0" + as_query)
    found = {
        "opcode": octets[0] >> 3 & 0xF,
        "rcode": int(message.rcode()),
        "flags": tuple(dns.flags.to_text(flag) for flag in FLAGS if message.flags & flag),
        "opt": None if message.edns < 0 else f"version {message.edns}, {_edns_flags(message)}",
        "questions": len(message.question),
    }
    for name in SECTIONS:
        section = message.answer if name == "answer" else getattr(message, name)
        found[name] = frozenset(_records(section))
    return found


def _edns_flags(message):
    return dns.flags.edns_to_text(message.ednsflags) or "no flags"


def _records(section):
    for rrset in section:
        for rdata in rrset:
            owner = str(rrset.name.canonicalize())
            kind = dns.rdatatype.to_text(rrset.rdtype)
            text = rdata.to_text()
            yield f"{owner} {rrset.ttl} {kind} {text.lower() if kind in WITH_NAMES else text}"


def _question(message):
    """The octets of a question, as far as there is one."""
    at = 12
    if message[4:6] == b"\0\0":
        return b""
    while at < len(message) and message[at]:
        at += 1 + message[at]
    return message[12 : at + 5]
