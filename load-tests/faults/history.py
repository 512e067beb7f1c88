"""What happened, one JSON object in a line.

Every event has a kind and `at`, or `begin` and `end`, in seconds of CLOCK_MONOTONIC, which is one
clock for all processes:

    run     seed, nodes, options: what was run
    node    node, what: start, ready, stop, kill, pause, resume, gone (the process), refused (it ended
            before it was ready), late (not ready for long), stuck (did not stop)
    refusal node, words: the last line of its log
    fault   fault, nodes, groups, begin, end (the moment of healing; null when never healed)
    quiet   begin, end: all faults were healed and all nodes up, until the next ones began
    op      op: register, renew, deregister or crash; service, id, node, status (null: no answer)
    answer  node, service, rcode (null: no answer), who: the addresses; to one DNS question
    stall   who, begin, end: a client did not run, so that it saw nothing
"""

import itertools
import json
import threading
import time

TOGETHER = 50_000


class History:
    """A part of a history that one process writes; any thread may."""

    def __init__(self, path):
        self._file = open(path, "w", buffering=1 << 16)
        self._lock = threading.Lock()

    def write(self, kind, **fields):
        line = json.dumps({"kind": kind, **fields}, separators=(",", ":"))
        with self._lock:
            if not self._file.closed:  # what happens after the end is not of the run
                self._file.write(line + "\n")

    def close(self):
        with self._lock:
            self._file.close()


def now():
    """To the microsecond."""
    return round(time.monotonic(), 6)


def began(event):
    return event["at"] if "at" in event else event["begin"]


def read(path):
    """The events of a file, by their time. A last line that was cut off is left out."""
    events = []
    with open(path) as file:
        # Many lines at once, as events that are parsed together share the names of their fields.
        while lines := list(itertools.islice(file, TOGETHER)):
            whole = [line for line in lines if line.endswith("\n")]
            events += json.loads(f"[{','.join(whole)}]")
    return sorted(events, key=began)


def merge(parts, path):
    """Makes one history of those that processes wrote."""
    lines = []
    for part in parts:
        with open(part) as file:
            for line in file:
                if line.endswith("\n"):
                    lines.append((began(json.loads(line)), line))
    lines.sort()
    with open(path, "w") as file:
        file.writelines(line for _, line in lines)
