"""What the tests run on, and what their processes cost it."""

import contextlib
import datetime
import os
import platform
import time
from pathlib import Path

SERVER_CORE, CLIENT_CORE = 0, 1
CPU_CLOCK = 2  # the clock that the scheduler keeps for a process, see clock_getcpuclockid(3)


def pinned(cores):
    """What to put before a command that is to run on these cores only."""
    if os.cpu_count() < 2:
        raise SystemExit("one core is not enough: the server takes one, the client another")
    return ["taskset", "-c", str(cores)]


def keep_off_the_server():
    """From now on this program, and what it starts, has the core of the clients."""
    os.sched_setaffinity(0, {CLIENT_CORE})


@contextlib.contextmanager
def all_cores(process):
    """Lets a process have every core for a while, whatever it was made for."""
    before = os.sched_getaffinity(process)
    _move(process, range(os.cpu_count()))
    try:
        yield
    finally:
        _move(process, before)


def _move(process, cores):
    for thread in os.listdir(f"/proc/{process}/task"):
        with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
            os.sched_setaffinity(int(thread), cores)


def family(process):
    """A process and all that it started."""
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(int(after_name[1]), []).append(int(stat.parent.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(processes):
    """What the processes have had of any core, threads that have ended included."""
    return sum(time.clock_gettime((~process << 3) | CPU_CLOCK) for process in processes)


def thread_seconds(process, name):
    """What the threads whose name begins so have had."""
    total = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        if (thread / "comm").read_text().startswith(name):
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def resident_octets(process):
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def description():
    """One line: the processor, the kernel, and the day."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    model = models[0] if models else platform.machine()
    day = datetime.date.today().isoformat()
    return (
        f"{day}, {os.cpu_count()} cores, {model}, {memory:.0f} GiB, Linux {platform.release()}"
    )
