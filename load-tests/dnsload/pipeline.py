"""Sends many requests over some HTTP connections without waiting for each response."""

import contextlib
import itertools
import socket

CONNECTIONS = 32
AT_ONCE = 8  # requests of a connection


def put_all(port, requests):
    """Sends pairs of a path and a body, and returns how many; fails when one is refused."""
    requests = iter(requests)
    done = 0
    with contextlib.ExitStack() as stack:
        connections = [Pipeline(port) for _ in range(CONNECTIONS)]
        for connection in connections:
            stack.callback(connection.close)
        while portion := list(itertools.islice(requests, CONNECTIONS * AT_ONCE)):
            shares = [portion[number::CONNECTIONS] for number in range(CONNECTIONS)]
            for connection, share in zip(connections, shares):
                connection.send(share)
            for connection, share in zip(connections, shares):
                for path, _ in share:
                    connection.take(path)
            done += len(portion)
    return done


class Pipeline:
    """One connection; the server takes its requests one after the other."""

    def __init__(self, port, patience=60):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = self._socket.makefile("rb", buffering=1 << 16)

    def close(self):
        self._stream.close()
        self._socket.close()

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
