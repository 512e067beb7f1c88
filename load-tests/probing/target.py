"""An HTTP server that stands for all instances: each has a path of its own."""

import asyncio
import threading
import time

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell"
BROKEN = b"HTTP/1.1 503 Broken\r\nContent-Length: 6\r\nConnection: close\r\n\r\nbroken"
BACKLOG = 4096


class Target:
    """Notes when each path is asked for, and from which port; some are broken, or hang."""

    def __init__(self):
        self.arrivals, self.ports = {}, {}
        self.broken, self.hanging = set(), set()
        self.port = None
        self._ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    def forget(self):
        """Returns what was noted, and begins anew."""
        noted, self.arrivals = self.arrivals, {}
        return noted

    async def _serve(self):
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: _Connection(self), "127.0.0.1", 0, backlog=BACKLOG
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await server.serve_forever()

    def answer(self, path, port):
        """What is sent back; None for nothing."""
        self.arrivals.setdefault(path, []).append(time.monotonic())
        self.ports[path] = port
        if path in self.hanging:
            return None
        return BROKEN if path in self.broken else OK


class _Connection(asyncio.Protocol):
    """One request, which comes in one piece."""

    def __init__(self, target):
        self._target = target

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        port = self._transport.get_extra_info("peername")[1]
        answer = self._target.answer(data.split(b" ", 2)[1].decode(), port)
        if answer is not None:
            self._transport.write(answer)
            self._transport.close()
