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

    def _run(self):
        began = time.monotonic()
        while not self._over.is_set():
            due = began + self.made / self._rate
            time.sleep(max(0.0, due - time.monotonic()))
            connection = self._connections[self.made % CONNECTIONS]
            if self.made >= CONNECTIONS:
                connection.take()
            connection.send([self._request(self.made)])
            self.made += 1
        for number in range(self.made - min(self.made, CONNECTIONS), self.made):
            self._connections[number % CONNECTIONS].take()

    def _request(self, number):
        turn, at = divmod(number, len(self._addresses))
        service, addresses = self._addresses[at]
        port = names.PORT + (turn + 1) % 2
        return registering.path(service, names.instances(1)[0]), registering.body(addresses[0], port)
