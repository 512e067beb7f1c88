"""Whether a server answers what it is to be measured with."""

import struct
import time

import dns.message
import dns.rdatatype

from dnsload import names
from peers import exchange

PATIENCE = 120  # seconds until a server that starts has all names
MOST = 100  # records of one answer
ASK = {"udp": exchange.over_udp, "tcp": exchange.over_tcp}


def wait_for(server, addresses, transport="udp"):
    """Returns when the last of all names is answered."""
    service = list(addresses)[-1]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        if is_whole(found(server, service, transport), addresses[service]):
            return
        time.sleep(0.1)
    raise SystemExit(f"{server.name} does not serve {service}:\n{server.log.read_text()}")


def differences(server, addresses, transport):
    """One line for each name whose instances are not those that are to be there."""
    for service, all_of_it in addresses.items():
        heard = found(server, service, transport)
        if not is_whole(heard, all_of_it):
            yield f"{server.name} answers {service} over {transport} with {sorted(heard)}"


def is_whole(heard, addresses):
    """Whether these are a service's instances, or as many of them as an answer may have."""
    known = {(names.PORT, address) for address in addresses}
    return heard <= known and len(heard) == min(MOST, len(known))


def found(server, service, transport="udp"):
    """Ports and addresses: how a server names the targets in between is its own affair."""
    octets = ask(server, service, transport)
    reply = dns.message.from_wire(octets) if octets else dns.message.Message()
    addresses = {}
    for rrset in reply.additional:
        if rrset.rdtype == dns.rdatatype.A:
            addresses.setdefault(rrset.name, []).extend(record.address for record in rrset)
    return {
        (record.port, address)
        for rrset in reply.answer
        for record in rrset
        if rrset.rdtype == dns.rdatatype.SRV
        for address in addresses.get(record.target, ["none"])
    }


def ask(server, service, transport="udp"):
    """The octets of the reply to a query for a service's SRV records, None for none."""
    query = dns.message.make_query(f"{service}.{names.ZONE}", "SRV")
    query.flags = 0
    try:
        return ASK[transport](server.port, [query.to_wire()])[0]
    except (OSError, struct.error):
        return None
