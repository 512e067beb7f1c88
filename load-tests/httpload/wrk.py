"""Runs wrk on a core of its own, and takes the server's time by the scheduler's account."""

import collections
import json
import shutil
import subprocess
from pathlib import Path

from httpload import host

SCRIPT = Path(__file__).with_name("requests.lua")
# Per second; the times that the server and its core had, in seconds; latencies in milliseconds.
Run = collections.namedtuple("Run", "rate cpu busy p50 p99 max")


def check():
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: install the package wrk")


class Load:
    """As much as the connections carry: each sends its next request after the answer."""

    def __init__(self, folder, connections):
        self._folder = folder
        self._connections = connections

    def on(self, server, kind, seconds):
        """One run of one kind of work."""
        file = self._folder / f"{server.name}-{kind}"
        if not file.exists():
            file.write_bytes(b"".join(map(_framed, server.work[kind].requests)))
        before = host.cpu_seconds(server.pid)
        told = self._run(server, file, seconds)
        cpu = host.cpu_seconds(server.pid) - before
        if told["refused"] or told["failed"]:
            raise SystemExit(f"{server.name}, {kind}: {told}")
        units = told["requests"] * server.work[kind].units
        times = (told["p50"], told["p99"], told["max"])
        return Run(units / told["seconds"], cpu / units, cpu / told["seconds"], *times)

    def _run(self, server, file, seconds):
        command = ["wrk", "-t", "1", "-c", str(self._connections), "-d", f"{seconds}s"]
        command += ["-s", SCRIPT, f"http://127.0.0.1:{server.port}", "--", file]
        ran = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, check=False
        )
        lines = ran.stdout.splitlines()
        if ran.returncode or not lines or not lines[-1].startswith("{"):
            raise SystemExit(f"wrk: {ran.stdout}{ran.stderr}")
        return json.loads(lines[-1])


def _framed(request):
    wire = request.wire()
    return str(len(wire)).encode() + b"\n" + wire
