"""DNS clients that ask every node for every service, over and over.

A process of its own, with one argument: {"history": FILE, "seed": 1, "nodes": 6, "services": 40,
"rate": 60}
"""

import json
import random
import select
import signal
import socket
import struct
import sys
import time

from . import network
from .history import History, now

ZONE = "service.internal"
PATIENCE = 3  # seconds until a question counts as not answered
CLOSED = 0.2  # seconds until a closed port is asked again
STALL = 0.1  # seconds
A, IN, RD = 1, 1, 0x0100


class Asker:
    """Asks one node for one service after the other, each time in another order."""

    def __init__(self, node, options, history):
        self.node = node
        self._history = history
        self._services = [f"s{index:02}" for index in range(options["services"])]
        self._order = []
        self._asked = {}  # id: service, time
        self._id = 0
        self._closed_until = 0.0
        self._dice = random.Random(f"asker {node} {options['seed']}")
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.connect((network.address(node), 53))

    def ask(self):
        if time.monotonic() < self._closed_until:
            return
        if not self._order:
            self._order = self._dice.sample(self._services, len(self._services))
        service = self._order.pop()
        self._id = (self._id + 1) & 0xFFFF
        begin = now()
        self._asked[self._id] = (service, begin)
        try:
            self.socket.send(question(self._id, f"{service}.{ZONE}"))
        except OSError:  # of an earlier packet, or there is no link
            self._give_up(self._id)

    def receive(self):
        while True:
            try:
                reply = self.socket.recv(4096)
            except BlockingIOError:
                return
            except OSError:
                self._closed_until = time.monotonic() + CLOSED
                continue
            if (asked := self._asked.pop(struct.unpack_from("!H", reply)[0], None)) is not None:
                rcode, who = read(reply)
                self._tell(*asked, rcode, who)

    def give_up(self):
        late = now() - PATIENCE
        for id in [id for id, (_, begin) in self._asked.items() if begin < late]:
            self._give_up(id)

    def _give_up(self, id):
        self._tell(*self._asked.pop(id), None, [])

    def _tell(self, service, begin, rcode, who):
        event = {"node": self.node, "service": service, "begin": begin, "end": now()}
        self._history.write("answer", **event, rcode=rcode, who=who)


def question(id, name):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return struct.pack("!6H", id, RD, 1, 0, 0, 0) + labels + struct.pack("!BHH", 0, A, IN)


def read(reply):
    """The rcode and the addresses in the answer. Truncated answers count as they are."""
    _, flags, questions, answers, _, _ = struct.unpack_from("!6H", reply)
    place = 12
    for _ in range(questions):
        place = _after_name(reply, place) + 4
    who = []
    for _ in range(answers):
        place = _after_name(reply, place)
        type, _, _, length = struct.unpack_from("!HHIH", reply, place)
        place += 10
        if type == A:
            who.append(socket.inet_ntoa(reply[place : place + 4]))
        place += length
    return flags & 15, who


def _after_name(reply, place):
    while length := reply[place]:
        if length >= 0xC0:
            return place + 2
        place += length + 1
    return place + 1


class Stop(Exception):
    pass


def stop(*_):
    raise Stop


def run(options, history):
    askers = [Asker(node, options, history) for node in range(1, options["nodes"] + 1)]
    by_file = {asker.socket.fileno(): asker for asker in askers}
    poll = select.poll()
    for file in by_file:
        poll.register(file, select.POLLIN)
    pause = 1 / (options["rate"] * len(askers))
    due = last = time.monotonic()
    turn = 0
    while True:
        moment = time.monotonic()
        if moment - last > STALL:
            history.write("stall", who="askers", begin=round(last, 6), end=round(moment, 6))
            due = moment
        last = moment
        if moment >= due:
            due += pause
            askers[turn % len(askers)].ask()
            turn += 1
            if turn % 64 == 0:
                for asker in askers:
                    asker.give_up()
        for file, _ in poll.poll(max(0, (due - time.monotonic()) * 1000)):
            by_file[file].receive()


def main(options):
    history = History(options["history"])
    signal.signal(signal.SIGTERM, stop)
    try:
        run(options, history)
    except Stop:
        history.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
