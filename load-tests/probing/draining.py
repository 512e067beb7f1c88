"""How soon an instance that is drained at one node is in the DNS answers of none."""

import http.client
import json
import selectors
import socket
import time

from dnsload import registering
from peers.servers import ADDRESS
from probing import asking

LOOK = 0.001  # seconds between two questions to a node
LOST = 0.2  # seconds until a question is taken to be lost
PATIENCE = 20  # seconds
OVERRIDE = {"override": {"status": "DRAINING", "reason": "measured"}}


class Drain:
    """How long a drain took, in seconds, until the slowest of all nodes answered without it."""

    def __init__(self, sent, answered, gone):
        self.from_request = gone - sent
        self.from_answer = max(0, gone - answered)


def drain(node, nodes, service, instance, left):
    """Drains it at a node, while all are asked until each gives only so many as are left."""
    path = registering.path(service, instance)
    connection = http.client.HTTPConnection(ADDRESS, node.http_port, timeout=PATIENCE)
    connection.connect()
    watches = [_Watch(one.port, service, left) for one in nodes]
    with selectors.DefaultSelector() as selector:
        for watch in watches:
            selector.register(watch.socket, selectors.EVENT_READ, watch)
        selector.register(connection.sock, selectors.EVENT_READ)
        body = json.dumps(OVERRIDE).encode()
        sent, answered = time.monotonic(), None
        connection.request("PATCH", path, body, {"Content-Type": "application/json"})
        while answered is None or any(watch.gone is None for watch in watches):
            if time.monotonic() > sent + PATIENCE:
                raise SystemExit(f"{path} was drained, and is still given")
            for watch in watches:
                watch.look()
            for key, _ in selector.select(LOOK):
                if key.data:
                    key.data.hear()
                    continue
                selector.unregister(connection.sock)
                answered = time.monotonic()
                _require_success(connection.getresponse(), path)
    connection.close()
    for watch in watches:
        watch.socket.close()
    return Drain(sent, answered, max(watch.gone for watch in watches))


def _require_success(response, path):
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"PATCH {path}: {response.status}: {body.decode()}")


class _Watch:
    """Asks a node until it answers with so many; one question at a time."""

    def __init__(self, port, service, left):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect((ADDRESS, port))
        self.gone = None
        self._left = left
        self._question = asking.question(service)
        self._next = 0

    def look(self):
        now = time.monotonic()
        if self.gone is None and now >= self._next:
            self._asked, self._next = now, now + LOST
            self.socket.send(self._question)

    def hear(self):
        given = asking.answers(self.socket.recv(4096))
        self._next = self._asked + LOOK
        if given == self._left and self.gone is None:
            self.gone = time.monotonic()
