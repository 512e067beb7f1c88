"""Requests to the HTTP side of a node, over connections that are kept."""

import asyncio
import socket
import struct

from . import network
from .nodes import HTTP_PORT

IDLE = 8  # connections kept for each node
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: what is given up on is not sent any more


class Requests:
    def __init__(self):
        self._idle = {}

    async def send(self, node, method, path, body, patience):
        """Status and body of the response; raises OSError or TimeoutError when there is none."""
        reader = writer = None
        try:
            async with asyncio.timeout(patience):
                reader, writer = await self._connection(node)
                writer.write(_request(node, method, path, body))
                status, answer = await _response(reader)
            idle = self._idle.setdefault(node, [])
            if len(idle) < IDLE:
                idle.append((reader, writer))
                writer = None
            return status, answer
        except (asyncio.IncompleteReadError, ValueError, IndexError) as e:
            raise OSError(f"no response: {e}") from e
        finally:
            if writer:
                _abort(writer)

    async def _connection(self, node):
        idle = self._idle.get(node, [])
        while idle:
            reader, writer = idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            _abort(writer)
        return await asyncio.open_connection(network.address(node), HTTP_PORT)


def _request(node, method, path, body):
    head = f"{method} {path} HTTP/1.1\r\nHost: {network.address(node)}\r\n"
    if body:
        head += "Content-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _response(reader):
    status = int((await reader.readuntil(b"\r\n")).split()[1])
    length = 0
    while (line := await reader.readuntil(b"\r\n")) != b"\r\n":
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return status, await reader.readexactly(length)


def _abort(writer):
    raw = writer.get_extra_info("socket")
    try:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    except OSError:
        pass  # it is closed already
    writer.transport.abort()
