"""What the measurement runs on: cores, the time that a process had of them, its name."""

import datetime
import os
import platform
import time
from pathlib import Path

SERVER_CORE, CLIENT_CORE = 0, 1
CPU_CLOCK = 2  # the one that the scheduler keeps for a process, clock_getcpuclockid(3)


def on_server_core():
    os.sched_setaffinity(0, {SERVER_CORE})


def keep_off_the_server():
    os.sched_setaffinity(0, {CLIENT_CORE})


def cpu_seconds(process):
    """What all threads of a process have had of any core so far."""
    return time.clock_gettime((~process << 3) | CPU_CLOCK)


def description():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    day = datetime.date.today().isoformat()
    return f"{day}, {os.cpu_count()} cores of {model}, Linux {platform.release()}"
