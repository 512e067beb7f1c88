"""Nodes that are started to see how long that takes."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import time

from dnsload import machine
from peers.servers import ADDRESS, ROOT, free_port

PATIENCE = 240  # seconds
SERVFAIL = 2
LOOK = 0.003  # seconds between two looks
SRV, SOA, IN = 33, 6, 1


class Start:
    """How long a start took, in seconds, and what it cost."""

    def __init__(self, answer, ready, cpu, resident):
        self.answer = answer
        self.ready = ready
        self.cpu = cpu
        self.resident = resident


class Node:
    """A node at free ports of the loopback address."""

    def __init__(self, folder, flags=""):
        self.name = "rollcall"
        self.port, self.http_port, self.member_port = free_port(), free_port(), free_port()
        self.folder = folder
        self.log = folder.with_suffix(".log")
        self._command = [str(ROOT / "rollcall"), "start", "--data-dir", str(folder)]
        self._command += ["--dns-port", str(self.port), "--http-port", str(self.http_port)]
        self._command += ["--cluster-port", str(self.member_port)]
        self._env = {**os.environ, "ROLLCALL_JAVA_OPTS": flags}
        self.process = None

    def start(self, others=()):
        join = ",".join(f"{ADDRESS}:{other.member_port}" for other in others)
        command = self._command + (["--join", join] if join else [])
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._env
            )

    def time(self, name, type=SRV, others=()):
        """Starts it; returns how long it took until the name was answered, and until /readyz."""
        began = time.monotonic()
        self.start(others)
        answer = self._until(lambda: self._answers(_query(name, type)), began)
        ready = self._until(lambda: self._get("/readyz") is not None, began)
        process = self.process.pid
        cpu = machine.cpu_seconds(machine.family(process))
        return Start(answer, ready, cpu, machine.resident_octets(process))

    def wait(self):
        self._until(lambda: self._get("/readyz") is not None, time.monotonic())

    def wait_for_members(self, count):
        """Returns when it sees so many, and all partitions are where they belong."""
        self._until(lambda: self._members() == count, time.monotonic())

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def remove(self):
        """Stops it, and forgets what it had."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _until(self, is_so, began):
        while time.monotonic() - began < PATIENCE:
            if is_so():
                return time.monotonic() - began
            if self.process.poll() is not None:
                break
            time.sleep(LOOK)
        raise SystemExit(f"a node did not start as it should:\n{self.log.read_text()}")

    def _answers(self, query):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.settimeout(0.1)
            try:
                udp.connect((ADDRESS, self.port))
                udp.send(query)
                reply = udp.recv(4096)
            except OSError:
                return False  # nobody listens yet, or nobody who has time
        rcode, records = reply[3] & 15, int.from_bytes(reply[6:8], "big")
        if rcode not in (0, SERVFAIL):
            raise SystemExit(f"a node that starts answered with rcode {rcode}: it forgot something")
        return records > 0

    def _members(self):
        body = self._get("/api/v1/cluster")
        members = json.loads(body)["members"] if body else []
        return len(members) if all(member["share"] > 0 for member in members) else 0

    def _get(self, path):
        connection = http.client.HTTPConnection(ADDRESS, self.http_port, timeout=1)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            return body if response.status == 200 else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def _query(name, type):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    question = labels + b"\0" + type.to_bytes(2, "big") + IN.to_bytes(2, "big")
    return b"\0\1" + b"\0\0" + b"\0\1" + bytes(6) + question
