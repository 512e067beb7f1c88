"""Times single queries beside the load, which dnsperf does not for percentiles."""

import subprocess
from dataclasses import dataclass

from dnsload import machine, programs

RATE = 4000  # queries a second, of those that the server is asked


@dataclass(frozen=True)
class Probed:
    """What the prober asked and how long each answer took, in seconds."""

    sent: int
    wrong: int
    took: list


def start(port, names, seconds, transport="udp", rate=RATE):
    """Starts asking; returns what to call for the result."""
    line = [programs.compiled("prober"), transport, port, names, rate, seconds]
    process = subprocess.Popen(
        machine.pinned(machine.CLIENT_CORE) + [str(word) for word in line],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )

    def result():
        text, _ = process.communicate()
        if process.returncode:
            raise SystemExit("the prober failed")
        return read(text)

    return result


def read(text):
    head, *lines = text.splitlines()
    sent, _, wrong, *_ = head.split()
    return Probed(int(sent), int(wrong), [int(line) / 1e9 for line in lines])
