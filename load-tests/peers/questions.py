"""What is asked: every name and its neighbours, in every way; and the corners of the protocol."""

import random
import struct
from dataclasses import dataclass

import dns.flags
import dns.message
import dns.name
import dns.rdataclass
import dns.rdatatype

TYPES = "A AAAA NS SOA MX TXT SRV CNAME DNAME DS ANY HTTPS TYPE65280 TYPE1000".split()
VARIED = {"A", "ANY"}
SEED = 20_261_121
RANDOM_NAMES = 100


@dataclass(frozen=True)
class Case:
    """A message and how it is sent: "udp", "tcp", or "raw", where silence is an answer too."""

    what: str
    wire: bytes
    transport: str = "udp"
    name: dns.name.Name = dns.name.root
    type: str = ""


PLAIN = {"plain": {}}
VARIANTS = {
    **PLAIN,
    "edns 512": {"use_edns": 0, "payload": 512},
    "edns 1232": {"use_edns": 0, "payload": 1232},
    "edns 4096": {"use_edns": 0, "payload": 4096},
    "do": {"use_edns": 0, "payload": 1232, "want_dnssec": True},
    "tcp": {"use_edns": 0},
    "capitals": {},
}


def of_zones(zones):
    """Each name with each type, and with those that can have an answer in each variant."""
    for name in sorted(_names(zones)):
        there = {kind for zone in zones.values() for kind in _types_at(zone, name)}
        for kind in sorted(there.union(TYPES)):
            varied = kind in there or kind in VARIED
            for variant, options in VARIANTS.items() if varied else PLAIN.items():
                asked = _capitals(name) if variant == "capitals" else name
                query = dns.message.make_query(asked, kind, flags=dns.flags.RD, id=0, **options)
                transport = "tcp" if variant == "tcp" else "udp"
                text = f"{name} {kind}, {variant}"
                yield Case(text, query.to_wire(), transport, name, kind)


def _names(zones):
    names = {dns.name.from_text(outside) for outside in (".", "example.", "elsewhere.test.")}
    for origin, zone in zones.items():
        for owner in zone.nodes:
            names.update(_neighbours(owner, origin))
        names.update(_random_names(origin))
    return names


def _neighbours(owner, origin):
    """The name, its ancestors, and names below and beside it."""
    for depth in range(len(origin), len(owner) + 1):
        yield owner.split(depth)[1]
    for label, base in (("below", owner), ("a.b.below", owner), ("*", owner), ("beside", owner)):
        base = base.parent() if label == "beside" else base
        try:
            yield dns.name.from_text(label, base)
        except dns.name.NameTooLong:
            pass


def _random_names(origin):
    chance = random.Random(SEED)
    for _ in range(RANDOM_NAMES // 4):
        labels = [chance.randbytes(chance.randint(1, 8)) for _ in range(chance.randint(1, 4))]
        yield dns.name.Name(labels).concatenate(origin)


def _capitals(name):
    return dns.name.Name([label.upper() for label in name.labels])


def _types_at(zone, name):
    node = zone.get_node(name) if name.is_subdomain(zone.origin) else None
    return {dns.rdatatype.to_text(rdataset.rdtype) for rdataset in node or ()}


# --- Corners

APEX = "interop.example"
NAME = "a.interop.example"


def wire_name(text):
    return dns.name.from_text(text).to_wire()


def question(name=NAME, kind=1, rdclass=1):
    return wire_name(name) + struct.pack("!HH", kind, rdclass)


def record(kind=16, rdclass=1, ttl=0, rdata=b"\0", owner=b"\0"):
    return owner + struct.pack("!HHIH", kind, rdclass, ttl, len(rdata)) + rdata


def opt(payload=1232, version=0, flags=0, options=b"", owner=b"\0"):
    return record(41, payload, version << 16 | flags, options, owner)


def option(code, data=b""):
    return struct.pack("!HH", code, len(data)) + data


def message(*sections, flags=0, counts=(1, 0, 0, 0), id=0x1234):
    return struct.pack("!6H", id, flags, *counts) + b"".join(sections)


def corners():
    """One message each for what RFC 8906 and dns clients at large do to servers."""
    for what, wire in {**_headers(), **_edns(), **_malformed(), **_classes_and_types()}.items():
        yield Case(what, wire, "raw")


def _headers():
    asked = question()
    cases = {
        "AD": message(asked, flags=0x0020),
        "CD": message(asked, flags=0x0010),
        "the Z bit": message(asked, flags=0x0040),
        "TC, AA and RA in a query": message(asked, flags=0x0680),
        "an rcode in a query": message(asked, flags=0x0003),
        "a response": message(asked, flags=0x8000),
        "a response with NOTIMP": message(asked, flags=0xF804),
        "a response with RD": message(asked, flags=0x8100),
    }
    for opcode in (1, 2, 3, 6, 7, 15):
        cases[f"opcode {opcode}"] = message(asked, flags=opcode << 11)
        cases[f"opcode {opcode}, OPT"] = message(
            asked, opt(), flags=opcode << 11, counts=(1, 0, 0, 1)
        )
    soa = question(APEX, 6)
    cases["NOTIFY"] = message(soa, flags=0x2400)
    cases["UPDATE"] = message(soa, flags=0x2800)
    return cases


def _edns():
    def edns(*args, **kwargs):
        return message(question(), opt(*args, **kwargs), counts=(1, 0, 0, 1))

    ecs = option(8, b"\0\1\x18\0\xc0\0\2")
    cookie = option(10, b"abcdefgh")
    return {
        "EDNS": edns(),
        "EDNS version 1": edns(version=1),
        "EDNS version 255": edns(version=255),
        "EDNS version 1, option 100": edns(version=1, options=option(100)),
        "EDNS version 1, unknown flag": edns(version=1, flags=0x4000),
        "option 100": edns(options=option(100)),
        "option 65001 with data": edns(options=option(65001, b"data")),
        "unknown EDNS flag": edns(flags=0x4000),
        "all EDNS flags": edns(flags=0xFFFF),
        "DO": edns(flags=0x8000),
        "NSID, ECS, COOKIE and EXPIRE": edns(options=option(3) + ecs + cookie + option(9)),
        "NSID": edns(options=option(3)),
        "keepalive over UDP": edns(options=option(11)),
        "padding": edns(options=option(12, bytes(100))),
        "key tag": edns(options=option(14, b"\0\1")),
        "payload 0": edns(0),
        "payload 511": edns(511),
        "payload 65535": edns(65535),
        "two OPTs": message(question(), opt(), opt(), counts=(1, 0, 0, 2)),
        "OPT before a signature that is none": message(
            question(), opt(), record(), counts=(1, 0, 0, 2)
        ),
        "OPT with an owner": edns(owner=wire_name("a")),
        "OPT in the answer": message(question(), opt(), counts=(1, 1, 0, 0)),
        "OPT in the authority": message(question(), opt(), counts=(1, 0, 1, 0)),
        "half an option": edns(options=b"\0\3\0"),
        "an option that is too long": edns(options=b"\0\3\0\5ab"),
        "a cookie of 7 octets": edns(options=option(10, b"abcdefg")),
        "a cookie of 15 octets": edns(options=option(10, b"abcdefghijklmno")),
        "a cookie of 41 octets": edns(options=option(10, b"c" * 41)),
        "OPT without a question": message(opt(), counts=(0, 0, 0, 1)),
        "a cookie without a question": message(opt(options=cookie), counts=(0, 0, 0, 1)),
        "OPT outside the zones": message(question("example.com"), opt(), counts=(1, 0, 0, 1)),
    }


def _malformed():
    asked = question()
    whole = message(asked, opt(), counts=(1, 0, 0, 1))
    cases = {
        "no question": message(counts=(0, 0, 0, 0)),
        "two questions": message(asked, question(kind=28), counts=(2, 0, 0, 0)),
        "two questions, OPT": message(asked, asked, opt(), counts=(2, 0, 0, 1)),
        "65535 questions": message(asked, counts=(65535, 0, 0, 0)),
        "an answer": message(asked, record(), counts=(1, 1, 0, 0)),
        "an authority": message(asked, record(), counts=(1, 0, 1, 0)),
        "an additional": message(asked, record(), counts=(1, 0, 0, 1)),
        "an additional that is not there": message(asked, counts=(1, 0, 0, 1)),
        "a question that is not there": message(counts=(1, 0, 0, 0)),
        "trailing octets": message(asked, b"trailing"),
        "trailing octets after OPT": whole + b"trailing",
        "a pointer for a name": message(b"\xc0\x0c\0\1\0\1"),
        "a pointer forwards": message(b"\xc0\x20\0\1\0\1", bytes(32)),
        "a name that ends in a pointer": message(b"\1a\xc0\x0c\0\1\0\1"),
        "a pointer to the header": message(b"\1a\xc0\x00\0\1\0\1"),
        "a label of type 01": message(b"\x41ab\0\0\1\0\1"),
        "a label of type 10": message(b"\x81ab\0\0\1\0\1"),
        "a name of 256 octets": message((b"\x3f" + b"a" * 63) * 4 + b"\0\0\1\0\1"),
        "a label beyond the end": message(b"\x3fab"),
    }
    for length in (0, 1, 11, 12, 13, 20, len(whole) - 12, len(whole) - 11, len(whole) - 1):
        cases[f"cut to {length} octets"] = whole[:length]
    return cases


def _classes_and_types():
    cases = {
        f"class {rdclass}": message(question(rdclass=rdclass)) for rdclass in (0, 2, 3, 4, 254, 255)
    }
    cases["version.bind"] = message(question("version.bind", 16, 3))
    cases["id.server"] = message(question("id.server", 16, 3))
    cases["hostname.bind, OPT"] = message(
        question("hostname.bind", 16, 3), opt(), counts=(1, 0, 0, 1)
    )
    for kind in (0, 41, 128, 249, 250, 251, 252, 253, 254, 65535):
        cases[f"type {kind}"] = message(question(kind=kind))
        cases[f"type {kind} at the apex"] = message(question(APEX, kind))
    return cases
