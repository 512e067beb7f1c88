"""Times single queries beside the load, which dnsperf does not for percentiles."""

import subprocess
from dataclasses import dataclass

from dnsload import programs

RATE = 4000  # queries a second, where the server is asked more than twice as many


@dataclass(frozen=True)
class Probed:
    """What the prober asked and how long each answer took, in seconds."""

    sent: int
    wrong: int
    took: list


def share(rate):
    """How many of so many queries a second are timed; None stands for as many as are answered."""
    return min(RATE, rate // 2) if rate else RATE


def start(port, names, seconds, transport="udp", rate=RATE, edns=False):
    """Starts asking; returns what to call for the result."""
    line = [programs.compiled("prober"), transport, port, names, rate, seconds]
    line += ["edns"] if edns else []
    process = subprocess.Popen(
        [str(word) for word in line],
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
