"""A Rollcall with so many instances, and what it takes to keep them."""

import re
import subprocess
import time
import urllib.request

from dnsload import machine, names, registering
from peers import servers

DNS_THREADS = "rollcall-dns"
HEAP = re.compile(r'^jvm_memory_used_bytes\{[^}]*area="heap"[^}]*\} (\S+)', re.MULTILINE)


class Node:
    """Its process is stopped while no other than its own figures are taken."""

    def __init__(self, label, folder, addresses, cores):
        folder.mkdir()
        self.label = label
        self.addresses = addresses
        self.server = servers.rollcall(folder, {}, machine.pinned(cores))
        self.process = self.server.process.pid
        self.questions = folder / "questions"
        self.questions.write_text(names.questions(addresses))
        self.empty_heap = self.seconds = 0.0

    @property
    def instances(self):
        return sum(len(one) for one in self.addresses.values())

    def fill(self, patience):
        """Registers instances over HTTP, on all cores; returns how many in so many seconds."""
        registering.wait_for(self.server, "/readyz")
        self.empty_heap = self.heap()
        began = time.monotonic()
        with machine.all_cores(self.process):
            registered = registering.with_rollcall(self.server, self.addresses, patience)
        self.seconds = time.monotonic() - began
        return registered

    def heap(self):
        """Octets of the heap that are in use after a collection."""
        jdk = subprocess.check_output([servers.ROOT / "build" / "jdk"], text=True).strip()
        command = [f"{jdk}/bin/jcmd", str(self.process), "GC.run"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{self.server.http_port}/metrics"
        with urllib.request.urlopen(url, timeout=60) as response:
            used = HEAP.findall(response.read().decode())
        return sum(map(float, used))

    def resident(self):
        return machine.resident_octets(self.process)

    def cpu(self):
        """Seconds of the whole process, and of its DNS threads."""
        whole = machine.cpu_seconds([self.process])
        return whole, machine.thread_seconds(self.process, DNS_THREADS)
