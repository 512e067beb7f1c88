"""What dns-scale measures, and its tables."""

import time
from dataclasses import dataclass

from dnsload import rounds
from dnsload.changes import Changes
from dnsload.figures import median, median_ratio, table

MIB = 1 << 20
QUERIES = ("", "reply", "CPU per query", "÷ first", "DNS threads", "p50", "p99")
CHANGES = ("changes/s", "CPU of each", "DNS threads", "p99", "÷ idle", "lost")
MANY = 10_000  # fewer instances take less than what a node loads when it is first used
MEMORY = ("", "registrations/s", "resident", "heap after a collection", "heap for each instance")


@dataclass(frozen=True)
class Load:
    """One node under one load; CPU in seconds."""

    label: str
    round: int
    cpu: float  # for each query, of the whole process
    dns_cpu: float  # for each query, of the threads that answer
    p50: float
    p99: float
    lost: float
    octets: int
    changes: float = 0  # a second
    change_cpu: float = 0  # for each of them, of all threads but those


@dataclass(frozen=True)
class Memory:
    """What a node has in memory, in octets, and how long it took to get there, in seconds."""

    label: str
    instances: int
    seconds: float
    resident: int
    empty_heap: float
    heap: float


def idle(round, node, given):
    """Queries alone."""
    return _load(round, node, given, lambda: 0)


def changing(round, node, given):
    """Queries, while instances register anew."""
    with Changes(node.server, node.addresses, given.changes) as changes:
        return _load(round, node, given, lambda: changes.made)


def _load(round, node, given, made):
    def now():
        return (time.monotonic(), made(), *node.cpu())

    before = now()
    one = rounds.measure(
        round, node.server, node.questions, "udp", given.rate, given.seconds, edns=True
    )
    seconds, changes, whole, dns = (after - was for after, was in zip(now(), before))
    if one.fault:
        raise SystemExit(f"{node.label}: {one.fault}")
    return Load(
        label=node.label,
        round=round,
        cpu=one.cpu,
        dns_cpu=dns / one.count,
        p50=one.p50,
        p99=one.p99,
        lost=one.lost,
        octets=one.octets,
        changes=changes / seconds,
        change_cpu=(whole - dns) / changes if changes else 0,
    )


def tables(loads, memories, rate):
    """The lines of the tables."""
    yield f"At {rate:,} queries a second, and with changes beside them:"
    yield ""
    labels = list(dict.fromkeys(load.label for load in loads))
    yield from table(QUERIES + CHANGES, [_load_row(loads, label, labels[0]) for label in labels])
    yield ""
    yield from table(MEMORY, [_memory_row(memory) for memory in memories])


def _load_row(loads, label, first):
    def column(field, changing, whose=label):
        chosen = [load for load in loads if load.label == whose and bool(load.changes) == changing]
        return [getattr(load, field) for load in sorted(chosen, key=lambda load: load.round)]

    def micros(field, changing, digits=2):
        return f"{median(column(field, changing)) * 1e6:,.{digits}f} µs"

    return [
        label,
        f"{median(column('octets', False)):.0f}",
        micros("cpu", False),
        f"{median_ratio(column('cpu', False), column('cpu', False, first)):.2f}",
        micros("dns_cpu", False),
        micros("p50", False, 0),
        micros("p99", False, 0),
        f"{median(column('changes', True)):,.0f}",
        micros("change_cpu", True, 0),
        micros("dns_cpu", True),
        micros("p99", True, 0),
        f"{median_ratio(column('p99', True), column('p99', False)):.2f}",
        f"{median(column('lost', True)):.3%}",
    ]


def _memory_row(memory):
    each = (memory.heap - memory.empty_heap) / memory.instances
    return [
        memory.label,
        f"{memory.instances / memory.seconds:,.0f}",
        f"{memory.resident / MIB:,.0f} MiB",
        f"{memory.heap / MIB:,.0f} MiB",
        f"{each:,.0f} octets" if memory.instances >= MANY else "–",
    ]
