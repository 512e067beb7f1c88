"""What dns-scale measures, and its tables."""

import time
from dataclasses import dataclass
from typing import Optional

from dnsload import rounds
from dnsload.changes import Changes
from dnsload.figures import median, median_ratio, shown, table

MIB = 1 << 20
ALONE = ("", "reply", "CPU per query", "÷ first", "of that, DNS threads", "p50", "p99")
CHANGING = ("", "changes/s", "CPU of each", "DNS threads per query", "p99", "÷ alone", "lost")
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
    changes: Optional[float] = None  # a second, None where none were to be made
    change_cpu: Optional[float] = None  # for each of them, of all threads but those


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
    return _load(round, node, given, lambda: None)


def changing(round, node, given):
    """Queries, while instances register anew."""
    with Changes(node.server, node.addresses, given.changes) as changes:
        return _load(round, node, given, lambda: changes.made)


def memory(node):
    return Memory(
        label=node.label,
        instances=node.instances,
        seconds=node.seconds,
        resident=node.resident(),
        empty_heap=node.empty_heap,
        heap=node.heap(),
    )


def _load(round, node, given, made):
    def now():
        return (time.monotonic(), made() or 0, *node.cpu())

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
        changes=None if made() is None else changes / seconds,
        change_cpu=(whole - dns) / changes if changes else None,
    )


def tables(loads, memories, rate):
    """The lines of the tables."""
    labels = list(dict.fromkeys(load.label for load in loads))
    yield f"{rate:,} queries a second:"
    yield ""
    yield from table(ALONE, [_Row(loads, label).alone(labels[0]) for label in labels])
    yield ""
    yield "The same, while instances register anew:"
    yield ""
    yield from table(CHANGING, [_Row(loads, label).changing() for label in labels])
    yield ""
    yield from table(MEMORY, [_memory_row(memory) for memory in memories])


class _Row:
    """What is said of one node."""

    def __init__(self, loads, label):
        self._loads = sorted(loads, key=lambda load: load.round)
        self._label = label

    def alone(self, first):
        ratio = median_ratio(self._values("cpu", False), self._values("cpu", False, first))
        return [
            self._label,
            f"{median(self._values('octets', False)):.0f}",
            self._micros("cpu", False),
            shown(ratio, ".2f"),
            self._micros("dns_cpu", False),
            self._micros("p50", False, 0),
            self._micros("p99", False, 0),
        ]

    def changing(self):
        ratio = median_ratio(self._values("p99", True), self._values("p99", False))
        return [
            self._label,
            shown(median(self._values("changes", True)), ",.0f"),
            self._micros("change_cpu", True, 0),
            self._micros("dns_cpu", True),
            self._micros("p99", True, 0),
            shown(ratio, ".2f"),
            f"{median(self._values('lost', True)):.3%}",
        ]

    def _values(self, field, changing, label=None):
        chosen = [load for load in self._loads if load.label == (label or self._label)]
        return [getattr(load, field) for load in chosen if (load.changes is not None) == changing]

    def _micros(self, field, changing, digits=2):
        value = median(self._values(field, changing))
        return "–" if value is None else f"{value * 1e6:,.{digits}f} µs"


def _memory_row(memory):
    each = (memory.heap - memory.empty_heap) / memory.instances
    return [
        memory.label,
        f"{memory.instances / memory.seconds:,.0f}",
        f"{memory.resident / MIB:,.0f} MiB",
        f"{memory.heap / MIB:,.0f} MiB",
        f"{each:,.0f} octets" if memory.instances >= MANY else "–",
    ]
