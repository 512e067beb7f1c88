"""Measures servers one after the other, round by round, so that no one has the quieter moments."""

import contextlib
import json
import signal
import time
from dataclasses import asdict, dataclass
from os import kill
from typing import Optional

from dnsload import dnsperf, machine, prober
from dnsload.figures import percentile

SETTLE = 1  # seconds after a pause


@dataclass(frozen=True)
class Measured:
    """One server under one load for some seconds."""

    round: int
    server: str
    transport: str
    rate: Optional[int]  # queries a second, None for as many as it answers
    cpu: float  # seconds for each query that was answered
    answered: float  # queries a second
    count: int  # queries that were answered
    lost: float  # share of what was asked
    refused: int
    octets: int
    p50: Optional[float]
    p99: Optional[float]
    p999: Optional[float]

    @property
    def fault(self):
        """What is wrong with the answers, rather than with their cost."""
        if self.refused:
            return f"{self.refused} answers without records"
        # As many as it can is more than it can.
        return "lost most queries" if self.rate and self.lost > 0.5 else None


def measure(round, server, questions, transport, rate, seconds, edns=False):
    """Runs dnsperf, with the prober beside it for part of the rate."""
    processes = machine.family(server.process.pid)
    timed = prober.share(rate)
    probing = prober.start(server.port, questions, seconds, transport, timed, edns)
    before = machine.cpu_seconds(processes)
    rest = rate and rate - timed
    asked = dnsperf.ask(server.port, questions, seconds, transport, rest, edns)
    cpu = machine.cpu_seconds(processes) - before
    probed = probing()
    answered = asked.completed + len(probed.took)
    lost = 1 - answered / (asked.sent + probed.sent)
    shares = [percentile(probed.took, at) if probed.took else None for at in (0.5, 0.99, 0.999)]
    return Measured(
        round=round,
        server=server.name,
        transport=transport,
        rate=rate,
        cpu=cpu / max(1, answered),
        answered=answered / asked.seconds,
        count=answered,
        lost=lost,
        refused=asked.refused + probed.wrong,
        octets=asked.octets,
        p50=shares[0],
        p99=shares[1],
        p999=shares[2],
    )


@contextlib.contextmanager
def awake(server, settle=SETTLE):
    """Only the server that is measured runs; the others neither take the core nor its caches."""
    processes = machine.family(server.process.pid)
    _signal(processes, signal.SIGCONT)
    try:
        time.sleep(settle)
        yield
    finally:
        _signal(processes, signal.SIGSTOP)


def put_to_sleep(server):
    _signal(machine.family(server.process.pid), signal.SIGSTOP)


def wake(server):
    _signal(machine.family(server.process.pid), signal.SIGCONT)


def _signal(processes, number):
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            kill(process, number)


def kept(path, conditions):
    """What earlier runs left in a file, if they were made under the same conditions."""
    if not path or not path.exists():
        return []
    content = json.loads(path.read_text())
    if content["conditions"] != conditions:
        raise SystemExit(f"{path} is of other conditions: {content['conditions']}")
    return [Measured(**one) for one in content["measured"]]


def keep(path, conditions, measured):
    if path:
        content = {"conditions": conditions, "measured": [asdict(one) for one in measured]}
        path.write_text(json.dumps(content, indent=1) + "\n")
