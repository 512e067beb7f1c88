"""The servers that are compared, each with one thread for queries and the same names."""

import re
import subprocess

from dnsload import machine, names, programs, registering, rounds, sample
from peers import servers

COREDNS = ("github.com/coredns/coredns", "v1.15.0")
CONSUL = ("github.com/hashicorp/consul", "v1.20.6")  # the last whose parts are all published

BIND = """
options {{
  directory "{folder}";
  listen-on port {port} {{ 127.0.0.1; }};
  listen-on-v6 {{ none; }};
  pid-file none;
  session-keyfile none;
  recursion no;
  dnssec-validation no;
  minimal-responses no-auth;
}};
controls {{ }};
zone "{zone}" {{ type primary; file "{file}"; }};
"""
POWERDNS = """
launch=bind
bind-config={folder}/powerdns.zones
local-address=127.0.0.1
local-port={port}
socket-dir={folder}
receiver-threads=1
distributor-threads=1
security-poll-suffix=
loglevel=3
"""
POWERDNS_ZONE = 'zone "{zone}" {{ type master; file "{file}"; }};\n'
COREFILE = """{zone}:{port} {{
  bind 127.0.0.1
  file {file}
}}
"""
CONSUL_MORE = """
dns_config { node_ttl = "5s" service_ttl { "*" = "5s" } }
disable_update_check = true
"""

SAMPLE = 50  # services that are looked at before anything is measured
USUAL = 280  # octets of a reply, where there is none to take the length from


class Field:
    """What all servers are to serve, and where their files go."""

    def __init__(self, folder, addresses, build):
        self.folder = folder
        self.addresses = addresses
        self.build = build  # whether there is time to build what is missing
        self.file = folder / f"{names.ZONE}.zone"
        self.file.write_text(names.zone(addresses))
        self.files = {names.ZONE: self.file}
        self.octets = None  # of a reply, as soon as one is known
        self.before = machine.pinned(machine.SERVER_CORE)

    def start(self, name, command, port):
        return servers.Server(name, port, [*self.before, *command], self.folder)

    def write(self, name, text, **more):
        path = self.folder / name
        path.write_text(text.format(folder=self.folder, zone=names.ZONE, file=self.file, **more))
        return path


def rollcall(field):
    version("rollcall")  # builds it first, on all cores
    return servers.rollcall(field.folder, {}, field.before)


def nsd(field):
    programs.found("nsd", "nsd")
    return servers.nsd(field.folder, field.files, minimal="no", before=field.before)


def knot(field):
    programs.found("knotd", "knot")
    return servers.knot(field.folder, field.files, field.before)


def bind(field):
    program = programs.found("named", "bind9")
    port = servers.free_port()
    config = field.write("named.conf", BIND, port=port)
    return field.start("bind", [program, "-f", "-n", "1", "-c", config], port)


def powerdns(field):
    program = programs.found("pdns_server", "pdns-server and pdns-backend-bind")
    port = servers.free_port()
    field.write("pdns.conf", POWERDNS, port=port)
    field.write("powerdns.zones", POWERDNS_ZONE)
    return field.start("powerdns", [program, f"--config-dir={field.folder}", "--daemon=no"], port)


def coredns(field):
    program = programs.go_module(*COREDNS, field.build)
    port = servers.free_port()
    corefile = field.write("Corefile", COREFILE, port=port)
    return field.start("coredns", [program, "-quiet", "-conf", corefile], port)


def consul(field):
    program = programs.go_module(*CONSUL, field.build)
    ports = {which: servers.free_port() for which in ("dns", "http", "server", "serf-lan")}
    ports |= {"grpc": -1, "grpc-tls": -1, "serf-wan": -1}
    command = [program, "agent", "-dev", "-bind=127.0.0.1", "-domain=internal", "-log-level=error"]
    command += [f"-{which}-port={port}" for which, port in ports.items()]
    server = field.start("consul", [*command, "-hcl", CONSUL_MORE], ports["dns"])
    server.http_port = ports["http"]
    return server


def echo(field):
    """What the system takes to receive the queries and to send replies of the same length."""
    port = servers.free_port()
    return field.start("echo", [programs.compiled("echo"), port, field.octets or USUAL], port)


# The order in which they are started: the echo sends as much as those before it.
ALL = {
    start.__name__: start
    for start in (rollcall, nsd, knot, bind, powerdns, coredns, consul, echo)
}
REGISTER = {"rollcall": registering.with_rollcall, "consul": registering.with_consul}
VERSIONS = {
    "rollcall": ([servers.ROOT / "rollcall", "--version"], r"rollcall (\S+)"),
    "nsd": (["nsd", "-v"], r"NSD version (\S+)"),
    "knot": (["knotd", "-V"], r"version (\S+)"),
    "bind": (["named", "-v"], r"BIND (\S+)"),
    "powerdns": (["pdns_server", "--version"], r"Server (\S+)"),
}


def version(name):
    """What a server says of itself; for those that are built here, what was built."""
    built = {"coredns": COREDNS[1], "consul": CONSUL[1], "echo": "–"}
    if name in built:
        return built[name].removeprefix("v")
    command, pattern = VERSIONS[name]
    ran = subprocess.run(command, capture_output=True, text=True)
    found = re.search(pattern, ran.stdout + ran.stderr)
    return found[1] if found else "unknown"


def start(name, field):
    """A server that answers what it is asked, and sleeps; ends the test when it answers wrong."""
    server = ALL[name](field)
    try:
        if name in REGISTER:
            REGISTER[name](server, field.addresses)
        if name != "echo":
            check(server, field)
    except BaseException:
        server.stop()
        raise
    rounds.put_to_sleep(server)
    return server


def check(server, field):
    sample.wait_for(server, field.addresses)
    every = max(1, len(field.addresses) // SAMPLE)
    some = {service: field.addresses[service] for service in list(field.addresses)[::every]}
    for transport in sample.ASK:
        for line in sample.differences(server, some, transport):
            raise SystemExit(line)
    field.octets = field.octets or len(sample.ask(server, next(iter(some))))
