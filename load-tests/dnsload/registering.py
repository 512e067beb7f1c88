"""Registers instances with Rollcall and with Consul, for longer than any test takes."""

import http.client
import itertools
import json
import math
import time

from dnsload import names, pipeline

PATIENCE = 120  # seconds; Rollcall may have to be built first
LEASE = 86400  # seconds


def with_rollcall(server, addresses, seconds=math.inf):
    """Returns how many were registered before the time was over."""
    wait_for(server, "/readyz")
    end = time.monotonic() + seconds
    requests = ((path(service, id), body(address)) for service, id, address in _each(addresses))
    in_time = itertools.takewhile(lambda _: time.monotonic() < end, requests)
    return pipeline.put_all(server.http_port, in_time)


def with_consul(server, addresses):
    wait_for(server, "/v1/status/leader")
    pipeline.put_all(server.http_port, (_for_consul(*each) for each in _each(addresses)))


def path(service, id):
    return f"/api/v1/services/{service}/instances/{id}"


def body(address, port=names.PORT):
    return f'{{"addresses":["{address}"],"port":{port},"leaseSeconds":{LEASE}}}'


def wait_for(server, path):
    """Returns when the server's HTTP side answers the path with 200 and more than nothing."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=2)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            if response.read() != b'""' and response.status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise SystemExit(f"{server.name} does not answer {path}:\n{server.log.read_text()}")


def _each(addresses):
    for service, all_of_it in addresses.items():
        for id, address in zip(names.instances(len(all_of_it)), all_of_it):
            yield service, id, address


def _for_consul(service, id, address):
    """An instance as a node with one service: so its name is short, as with the others."""
    node = {"Node": f"{service}-{id}", "Address": address, "SkipNodeUpdate": False}
    node["Service"] = {"ID": id, "Service": service, "Port": names.PORT}
    return "/v1/catalog/register", json.dumps(node)
