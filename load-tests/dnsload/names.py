"""The names that are asked, and the zone file that has them."""

import random

ZONE = "service.internal"
PORT = 8080
SEED = 1  # of the order in which names are asked: the same for all
HEAD = """$TTL 5
@ IN SOA ns.example. admin 1 3600 600 86400 3
@ IN NS ns.example.
"""


def services(count, prefix="s"):
    """Names of one length, so that all replies have one."""
    digits = len(str(count - 1))
    return [f"{prefix}{number:0{digits}}" for number in range(count)]


def instances(count):
    return [instance(number) for number in range(count)]


def instance(number):
    return f"i{number}"


def address(number):
    """The address of the instance with this number, of all."""
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def addresses(services, size):
    """The addresses of each service's instances."""
    return {
        service: [address(at * size + one) for one in range(size)]
        for at, service in enumerate(services)
    }


def zone(addresses):
    """The zone file with all of them."""
    lines = [HEAD]
    for service, all_of_it in addresses.items():
        for id, one in zip(instances(len(all_of_it)), all_of_it):
            lines.append(f"{service} IN SRV 0 1 {PORT} {id}.{service}\n")
            lines.append(f"{id}.{service} IN A {one}\n")
    return "".join(lines)


def questions(services, type="SRV"):
    """The lines that dnsperf and the prober read."""
    shuffled = list(services)
    random.Random(SEED).shuffle(shuffled)
    return "".join(f"{service}.{ZONE} {type}\n" for service in shuffled)
