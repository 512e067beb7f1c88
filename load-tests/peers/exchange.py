"""Sends the same messages to a server over UDP or TCP, many at a time, and collects the replies."""

import socket
import struct

ADDRESS = "127.0.0.1"
AT_ONCE = 64  # messages under way; their replies fit into a socket's buffer
PATIENCE = 2  # seconds
PATIENCE_FOR_SILENCE = 0.3


def over_udp(port, messages):
    """The replies in the order of the messages, whose ids are set here; None for silence."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.connect((ADDRESS, port))
        client.settimeout(PATIENCE)
        replies = []
        for start in range(0, len(messages), AT_ONCE):
            replies += _batch(client, messages[start : start + AT_ONCE])
        return replies


def over_tcp(port, messages):
    """As over UDP."""
    replies = []
    for start in range(0, len(messages), AT_ONCE):
        with socket.create_connection((ADDRESS, port), timeout=PATIENCE) as client:
            batch = messages[start : start + AT_ONCE]
            stream = client.makefile("rb")
            client.sendall(b"".join(_framed(_with_id(m, id)) for id, m in enumerate(batch)))
            found = {}
            for _ in batch:
                reply = stream.read(struct.unpack("!H", stream.read(2))[0])
                found[struct.unpack("!H", reply[:2])[0]] = reply
            replies += [found[id] for id in range(len(batch))]
    return replies


def one_by_one(port, messages):
    """For octets that a server may have nothing to say to; they are sent as they are."""
    replies = []
    for message in messages:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect((ADDRESS, port))
            client.settimeout(PATIENCE_FOR_SILENCE)
            client.send(message)
            try:
                replies.append(client.recv(65535))
            except TimeoutError:
                replies.append(None)
    return replies


def _batch(client, messages):
    for id, message in enumerate(messages):
        client.send(_with_id(message, id))
    found = {}
    try:
        while len(found) < len(messages):
            reply = client.recv(65535)
            found[struct.unpack("!H", reply[:2])[0]] = reply
    except TimeoutError:
        pass
    return [found.get(id) for id in range(len(messages))]


def _with_id(message, id):
    return struct.pack("!H", id) + message[2:]


def _framed(message):
    return struct.pack("!H", len(message)) + message
