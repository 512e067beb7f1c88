"""Starts NSD, Knot and Rollcall at free ports of the loopback address, and stops them.

What stands before a command, such as taskset, is up to the caller.
"""

import socket
import subprocess
import time
from pathlib import Path

import dns.message
import dns.query
import dns.rdatatype

ROOT = Path(__file__).parents[2]
ADDRESS = "127.0.0.1"
PATIENCE = 60  # seconds; Rollcall may have to be built first

NSD = """
server:
  ip-address: {address}@{port}
  server-count: 1
  username: ""
  database: ""
  zonesdir: "{folder}"
  zonelistfile: "{folder}/nsd.list"
  xfrdfile: "{folder}/nsd.xfrd"
  xfrdir: "{folder}"
  pidfile: "{folder}/nsd.pid"
  logfile: "{folder}/nsd.out"
  minimal-responses: {minimal}
  ipv4-edns-size: 1232
  rrl-ratelimit: 0
  tcp-timeout: 60
remote-control:
  control-enable: no
{zones}
"""
NSD_ZONE = """zone:
  name: "{zone}"
  zonefile: "{file}"
"""

KNOT = """
server:
  listen: {address}@{port}
  rundir: "{folder}"
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
  udp-max-payload: 1232
  tcp-idle-timeout: 60
database:
  storage: "{folder}/knot-data"
log:
  - target: stdout
    any: warning
zone:
{zones}
"""
KNOT_ZONE = """  - domain: "{zone}"
    file: "{file}"
    semantic-checks: soft
"""


class Server:
    """A process that answers DNS at a port of its own."""

    def __init__(self, name, port, command, folder):
        self.name = name
        self.port = port
        self.log = folder / f"{name}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, zone):
        """Returns when the zone is served."""
        query = dns.message.make_query(zone, dns.rdatatype.SOA)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                reply = dns.query.udp(query, ADDRESS, timeout=0.5, port=self.port)
                if reply.answer:
                    return
            except (dns.exception.Timeout, OSError):
                pass
            time.sleep(0.05)
        raise SystemExit(f"{self.name} does not serve {zone}:\n{self.log.read_text()}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def nsd(folder, files, minimal="yes", before=()):
    port = free_port()
    zones = "".join(NSD_ZONE.format(zone=zone, file=file) for zone, file in files.items())
    config = folder / "nsd.conf"
    values = {"address": ADDRESS, "port": port, "folder": folder, "minimal": minimal}
    config.write_text(NSD.format(zones=zones, **values))
    return Server("nsd", port, [*before, "nsd", "-d", "-c", config], folder)


def knot(folder, files, before=()):
    port = free_port()
    zones = "".join(KNOT_ZONE.format(zone=zone, file=file) for zone, file in files.items())
    config = folder / "knot.conf"
    config.write_text(KNOT.format(address=ADDRESS, port=port, folder=folder, zones=zones))
    return Server("knot", port, [*before, "knotd", "-c", config], folder)


def rollcall(folder, files, before=()):
    port = free_port()
    http_port = free_port()
    zones = ",".join(f"{zone}={file}" for zone, file in files.items())
    command = [*before, ROOT / "rollcall", "start", "--data-dir", folder / "rollcall-data"]
    command += ["--dns-port", port, "--http-port", http_port, "--cluster-port", free_port()]
    server = Server("rollcall", port, command + (["--zone-files", zones] if zones else []), folder)
    server.http_port = http_port
    return server


def free_port():
    """A port that neither UDP nor TCP uses now."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.bind((ADDRESS, 0))
            port = tcp.getsockname()[1]
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                try:
                    udp.bind((ADDRESS, port))
                    return port
                except OSError:
                    continue
