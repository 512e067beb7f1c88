#!/usr/bin/env python3
"""An HTTP service that others find by DNS: it registers with Rollcall, keeps its lease alive,
and deregisters on SIGTERM."""

import http.client
import json
import os
import secrets
import signal
import sys
import threading
import urllib.error
import urllib.request
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NODES = deque(os.environ.get("ROLLCALL_URL", "http://127.0.0.1:8054").split(","))
SERVICE = os.environ.get("SERVICE", "greeter")
PORT = int(os.environ.get("PORT", "0"))  # 0 takes a free one
LEASE = int(os.environ.get("LEASE_SECONDS", "30"))
BEAT = LEASE / 3  # seconds; two heartbeats may fail before the lease ends
INSTANCE = "python-" + secrets.token_hex(4)
PATH = f"/api/v1/services/{SERVICE}/instances/{INSTANCE}"

# No proxy: Rollcall takes the address that the request comes from.
rollcall = urllib.request.build_opener(urllib.request.ProxyHandler({}))
stopping = threading.Event()


class Greeter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds without a request end a connection

    def do_GET(self):
        answer = f"hello from {INSTANCE}\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_request(self, *_):
        pass


def call(method, path, body=None):
    """Asks one node after the other, first the one that answered last. Returns the status."""
    for _ in range(len(NODES)):
        request = urllib.request.Request(NODES[0] + path, body, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with rollcall.open(request, timeout=BEAT) as response:
                return response.status
        except urllib.error.HTTPError as error:
            print(f"{NODES[0]}{path}: {error.code} {error.read().decode()}", file=sys.stderr)
            if error.code < 500:
                return error.code
        except (OSError, http.client.HTTPException) as error:
            print(f"{NODES[0]} is away: {error}", file=sys.stderr)
        NODES.rotate(-1)
    return None


def stay_registered(port):
    """Registers, again whenever Rollcall does not know this instance, until stopping is set."""
    registration = json.dumps({"port": port, "leaseSeconds": LEASE}).encode()
    registered = False
    while not stopping.is_set():
        if registered:
            registered = call("PUT", PATH + "/heartbeat") != 404
        if not registered:
            registered = call("PUT", PATH, registration) in (200, 201)
            if registered:
                print(f"{INSTANCE} registered as {SERVICE}, port {port}", flush=True)
        stopping.wait(BEAT)
    if call("DELETE", PATH) == 204:
        print(f"{INSTANCE} deregistered", flush=True)


server = ThreadingHTTPServer(("", PORT), Greeter)
server.daemon_threads = False  # requests under way are finished
registrar = threading.Thread(target=stay_registered, args=[server.server_port])
for stop in signal.SIGTERM, signal.SIGINT:
    signal.signal(stop, lambda *_: stopping.set())
threading.Thread(target=server.serve_forever, daemon=True).start()
registrar.start()
registrar.join()
server.shutdown()
server.server_close()
