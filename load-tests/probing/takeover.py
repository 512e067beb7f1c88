"""Which node makes which checks, and how soon others make those of one that is killed."""

import contextlib
import os
import time
from pathlib import Path

LOOK = 0.5  # seconds between two looks at connections
PATIENCE = 60  # seconds


def makers(target, nodes, paths):
    """The node that probes each path; the target must not answer meanwhile."""
    found, end = {}, time.monotonic() + PATIENCE
    while len(found) < len(paths) and time.monotonic() < end:
        time.sleep(LOOK)
        ports = dict(target.ports)  # first, so that its connections are still there
        for node in nodes:
            own = _ports(node.process.pid)
            found |= {path: node for path, port in ports.items() if port in own}
    if len(found) < len(paths):
        unmade = len(set(paths) - set(target.arrivals))
        unknown = len(paths) - len(found) - unmade
        raise SystemExit(f"{unmade} checks not made in {PATIENCE} s, {unknown} by nobody knows whom")
    return found


def kill(node, target, paths):
    """Kills a node; returns how long it took until each path was probed again, in seconds."""
    node.process.kill()
    killed = time.monotonic()
    node.process.wait()
    target.forget()
    while not set(paths) <= set(target.arrivals):
        if time.monotonic() > killed + PATIENCE:
            left = set(paths) - set(target.arrivals)
            raise SystemExit(f"{len(left)} checks were not taken over within {PATIENCE} s")
        time.sleep(LOOK)
    return [target.arrivals[path][0] - killed for path in paths]


def _ports(process):
    """The local ports of a process's TCP sockets."""
    inodes = set()
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(OSError):  # it was closed meanwhile
            inodes.add(os.readlink(descriptor).removeprefix("socket:[").removesuffix("]"))
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes:
                found.add(int(fields[1].rpartition(":")[2], 16))
    return found
