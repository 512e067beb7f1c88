"""How many instances of a service DNS gives."""

import socket

from dnsload import names

TYPE_SRV, CLASS_IN = 33, 1
# RFC 6891 section 6.1.2: up to 1232 octets.
OPT = b"\0\0\x29\x04\xd0" + bytes(6)


def question(service):
    """A query for the SRV records of the service."""
    labels = f"{service}.{names.ZONE}".split(".")
    name = b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"
    head = b"\0\1" + b"\0\0" + b"\0\1" + bytes(4) + b"\0\1"
    return head + name + TYPE_SRV.to_bytes(2, "big") + CLASS_IN.to_bytes(2, "big") + OPT


def answers(reply):
    """The number of records in a reply's answer section."""
    return int.from_bytes(reply[6:8], "big")


def instances(port, service):
    """The number of SRV records of the service; None when nobody answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(0.5)
        try:
            udp.connect(("127.0.0.1", port))
            udp.send(question(service))
            return answers(udp.recv(4096))
        except OSError:
            return None
