"""Hosts on one machine: a network namespace for each node, one for the clients, one for the switch.

The clients have a link of their own to every node, so that what goes wrong between the nodes does
not keep clients out. All of it lies in a mount and a process namespace of this run: it is gone when
the run is, however that ends.
"""

import ctypes
import os
import signal
import subprocess

CLONE_NEWNS = 0x00020000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def enter():
    """Goes on as the first process of namespaces of its own, while who called only waits for it."""
    if os.geteuid() != 0:
        raise SystemExit("load-tests/fault needs root, for networks of its own")
    _call(LIBC.unshare, CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET)
    child = os.fork()
    if child:
        os._exit(_outlast(child))
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _run("mount", "--make-rprivate", "/")
    _run("mount", "-t", "proc", "proc", "/proc")
    os.makedirs("/run/netns", exist_ok=True)
    _run("mount", "-t", "tmpfs", "tmpfs", "/run/netns")


def _outlast(child):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: os.kill(child, signal.SIGTERM))
    while True:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF
        except InterruptedError:
            continue


class Network:
    """The switch between the nodes, and the clients' links."""

    def __init__(self, nodes):
        self._nodes = nodes
        self._rules = {}
        _run("ip", "netns", "add", "switch")
        _run("ip", "netns", "add", "clients")
        _run("ip", "-n", "clients", "link", "set", "lo", "up")
        _run("ip", "-n", "switch", "link", "add", "name", "bridge0", "type", "bridge")
        _run("ip", "-n", "switch", "link", "set", "bridge0", "up")
        for node in nodes:
            self._lay(node)
        self._nft("add table bridge faults")
        self._nft("add chain bridge faults forward { type filter hook forward priority 0; }")

    def _lay(self, node):
        name, port, client = host(node), f"port{node}", f"node{node}"
        _run("ip", "netns", "add", name)
        _run("ip", "-n", name, "link", "set", "lo", "up")
        for space, end, inner in (("switch", port, "members"), ("clients", client, "clients")):
            pair = f"name {end} type veth peer name {inner} netns {name}"
            _run(*f"ip -n {space} link add {pair}".split())
            _run("ip", "-n", space, "link", "set", "dev", end, "up")
            _run("ip", "-n", name, "link", "set", "dev", inner, "up")
        _run("ip", "-n", "switch", "link", "set", "dev", port, "master", "bridge0")
        _run(*f"ip -n {name} addr add {address(node)}/24 dev members".split())
        _run(*f"ip -n {name} addr add 10.78.{node}.1/30 dev clients".split())
        _run(*f"ip -n clients addr add 10.78.{node}.2/30 dev {client}".split())
        _run(*f"ip -n clients route add {address(node)}/32 via 10.78.{node}.1".split())

    def drop(self, key, pairs, percent=100):
        """From now on, so much of what goes from the first of each pair to the second is lost."""
        ports = ", ".join(f'"port{a}" . "port{b}"' for a, b in pairs)
        share = "" if percent == 100 else f"numgen random mod 100 < {percent} "
        self._rules[key] = f"iifname . oifname {{ {ports} }} {share}drop"
        self._apply()

    def heal(self, key):
        if self._rules.pop(key, None):
            self._apply()

    def _apply(self):
        lines = ["flush chain bridge faults forward"]
        lines += [f"add rule bridge faults forward {rule}" for rule in list(self._rules.values())]
        self._nft("\n".join(lines))

    def clients_link(self, node, state):
        _run("ip", "-n", "clients", "link", "set", "dev", f"node{node}", state)
        if state == "up":  # the route went with the link
            _run(*f"ip -n clients route replace {address(node)}/32 via 10.78.{node}.1".split())

    @staticmethod
    def _nft(text):
        _run("ip", "netns", "exec", "switch", "nft", "-f", "-", text=text)


def host(node):
    return f"host{node}"


def address(node):
    return f"10.77.0.{node}"


def become_client():
    """This thread, and what it starts, is where the clients are."""
    with open("/run/netns/clients") as space:
        _call(LIBC.setns, space.fileno(), CLONE_NEWNET)


def _call(function, *arguments):
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise SystemExit(f"{function.__name__}: {os.strerror(number)}")


def _run(*command, text=None):
    done = subprocess.run(command, input=text, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()} {text or ''}")
