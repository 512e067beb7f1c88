"""Sends many requests over one HTTP connection without waiting for each response."""

import socket

AT_ONCE = 64


class Pipeline:
    def __init__(self, port, patience=60):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = self._socket.makefile("rb", buffering=1 << 18)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()
        self._socket.close()

    def put_all(self, requests):
        """Sends pairs of a path and a body, some at a time; fails at the first that is refused."""
        waiting = []
        for request in requests:
            waiting.append(request)
            if len(waiting) == AT_ONCE:
                self.put(waiting)
                waiting = []
        self.put(waiting)

    def put(self, requests):
        self.send(requests)
        for path, _ in requests:
            self.take(path)

    def send(self, requests):
        self._socket.sendall(b"".join(_put(path, body) for path, body in requests))

    def take(self, path="a request"):
        """Reads a response."""
        status = self._stream.readline()
        if not status:
            raise SystemExit(f"{path}: the connection was closed")
        length = 0
        while (line := self._stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self._stream.read(length)
        if status.split()[1][:1] != b"2":
            raise SystemExit(f"{path}: {status.decode().strip()}: {body.decode(errors='replace')}")


def _put(path, body):
    head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()
