"""Real nodes, each as a host: a process with a network, a small disk and a clock of its own."""

import http.client
import json
import os
import random
import signal
import struct
import subprocess
import threading
import time
from pathlib import Path

from . import network
from .history import now

ROOT = Path(__file__).parents[2]
HTTP_PORT = 8054
MEMBER_PORT = 8055
DISK = "24m"
JAVA_OPTS = "-Xmx256m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
PATIENCE_TO_START = 180  # seconds; several JVMs start at once on few cores
PATIENCE_TO_STOP = 20


def clock_shim(folder):
    """What lets a node's clock jump."""
    library = folder / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
    return library.resolve()


class Node:
    """Threads of the nemesis call it, one at a time for each node."""

    def __init__(self, number, members, folder, history, options, shim=None):
        self.number = number
        self._shim = shim
        self.address = network.address(number)
        self.disk = folder / f"node{number}"
        self._log = folder / f"node{number}.log"
        self._history = history
        self._process = None
        join = ",".join(f"{network.address(member)}:{MEMBER_PORT}" for member in members)
        self._command = ["ip", "netns", "exec", network.host(number), str(ROOT / "rollcall")]
        self._command += ["start", "--bind", self.address, "--dns-port", "53", "--join", join]
        self._command += ["--data-dir", str(self.data), *options]
        self._clock = folder / f"node{number}.clock"
        self.set_clock(0)
        self.disk.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(self.disk)]
        subprocess.run(mount, check=True)

    @property
    def data(self):
        return self.disk / "data"

    @property
    def runs(self):
        return self._process is not None and self._process.poll() is None

    def start(self):
        env = {**os.environ, "ROLLCALL_JAVA_OPTS": JAVA_OPTS}
        if self._shim:
            env |= {"LD_PRELOAD": str(self._shim), "FAULT_CLOCK": str(self._clock)}
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env
            )
        self._tell("start")
        process = self._process
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()

    def _watch(self, process):
        """Tells when the node ends, whoever ended it."""
        process.wait()
        self._tell("gone")

    def wait_ready(self, patience=PATIENCE_TO_START):
        """Whether the node says that it is ready; tells of it."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not self.runs:
                self._tell("refused")
                return False
            if self._get("/readyz") is not None:
                self._tell("ready")
                return True
            time.sleep(0.05)
        self._tell("late")
        return False

    def members(self):
        """How many members this node sees; none when it does not answer."""
        body = self._get("/api/v1/cluster")
        return len(json.loads(body)["members"]) if body else 0

    def _get(self, path):
        try:
            connection = http.client.HTTPConnection(self.address, HTTP_PORT, timeout=1)
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                body = response.read()
                return body if response.status == 200 else None
            finally:
                connection.close()
        except (OSError, http.client.HTTPException):
            return None

    def kill(self):
        self.strike()
        self.await_end()

    def strike(self):
        """Kills it, and waits for nothing."""
        self._tell("kill")
        self._process.kill()

    def await_end(self):
        self._process.wait()

    def stop(self):
        """In order; returns when the process is gone."""
        self._tell("stop")
        self._process.terminate()
        try:
            self._process.wait(PATIENCE_TO_STOP)
        except subprocess.TimeoutExpired:
            self._tell("stuck")
            self._process.kill()
            self._process.wait()

    def pause(self):
        self._tell("pause")
        self._process.send_signal(signal.SIGSTOP)

    def resume(self):
        self._process.send_signal(signal.SIGCONT)
        self._tell("resume")

    def end(self):
        """At the end of the run, whatever the node's state."""
        if self.runs:
            self.kill()
        subprocess.run(["umount", "--lazy", str(self.disk)], check=True)
        self.disk.rmdir()

    def set_clock(self, seconds):
        """How far the node's time of day is ahead."""
        if not self._clock.exists():
            self._clock.write_bytes(bytes(8))
        with self._clock.open("r+b", buffering=0) as file:  # the node has it mapped
            file.write(struct.pack("=q", int(seconds * 1e9)))

    def fill_disk(self):
        """Leaves no octet; returns how many there were."""
        filled = 0
        with (self.disk / "ballast").open("ab", buffering=0) as ballast:
            for size in (1 << 16, 1 << 12, 1 << 8, 1):
                try:
                    while True:
                        filled += ballast.write(bytes(size))
                except OSError:
                    continue
        return filled

    def empty_disk(self):
        (self.disk / "ballast").unlink(missing_ok=True)

    def damage_journal(self, seed, torn):
        """Flips an octet, or cuts the end off; returns what was done, None without a journal."""
        dice = random.Random(seed)
        files = [f for f in sorted(self.data.glob("journal/*")) if f.is_file() and f.stat().st_size]
        if torn:
            files = [f for f in files if f.name.startswith("log")]
        if not files:
            return None
        file = dice.choice(files)
        content = bytearray(file.read_bytes())
        place = dice.randrange(len(content))
        if torn:
            place = max(0, len(content) - 1 - dice.randrange(40))
            content = content[:place]
        else:
            content[place] ^= 1 << dice.randrange(8)
        file.write_bytes(content)
        return f"{file.name} {'cut' if torn else 'flipped'} at {place}"

    def set_journal_aside(self):
        """As its owner does when the node says that it cannot use it."""
        aside = self.disk / f"aside-{time.monotonic_ns()}"
        if (self.data / "journal").exists():
            (self.data / "journal").rename(aside)

    def last_words(self):
        lines = self._log.read_text(errors="replace").splitlines()
        return lines[-1] if lines else ""

    def _tell(self, what):
        self._history.write("node", node=self.number, what=what, at=now())
