"""Registers instances anew at a steady rate, each time with another port than before."""

import threading
import time

from dnsload import names, pipeline, registering

CONNECTIONS = 32  # so that no response is waited for as long as it takes less than 32 requests' time
RAMP = 1  # seconds until what they cost is measured


class Changes:
    """A thread of this program, which counts them."""

    def __init__(self, server, addresses, rate):
        self._addresses = list(addresses.items())
        self._rate = rate
        self._connections = [pipeline.Pipeline(server.http_port) for _ in range(CONNECTIONS)]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="changes")
        self._failure = None
        self.made = 0

    def __enter__(self):
        self._thread.start()
        time.sleep(RAMP)
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
        for connection in self._connections:
            connection.close()
        if self._failure:
            raise self._failure

    def _run(self):
        try:
            self._register()
        except (Exception, SystemExit) as failure:
            self._failure = failure

    def _register(self):
        began = time.monotonic()
        while not self._over.is_set():
            due = began + self.made / self._rate
            time.sleep(max(0.0, due - time.monotonic()))
            connection = self._connections[self.made % CONNECTIONS]
            if self.made >= CONNECTIONS:
                connection.take()
            connection.send([request(self._addresses, self.made)])
            self.made += 1
        for number in range(max(0, self.made - CONNECTIONS), self.made):
            self._connections[number % CONNECTIONS].take()


def request(addresses, number):
    """The next instance of the next service, until all have had their turn and it starts over."""
    turn, at = divmod(number, len(addresses))
    service, all_of_it = addresses[at]
    again, one = divmod(turn, len(all_of_it))
    id = names.instance(one)
    port = names.PORT + (again + 1) % 2
    return registering.path(service, id), registering.body(all_of_it[one], port)
