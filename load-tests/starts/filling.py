"""Registers many instances, over several connections: a node takes one request at a time from each."""

import threading

from dnsload import names, registering
from dnsload.pipeline import Pipeline

CONNECTIONS = 16
SIZE = 10  # instances of a service


def fill(node, instances):
    """Returns the name of a service that was registered last."""
    addresses = names.addresses(names.services(instances // SIZE), SIZE)
    services = list(addresses)
    failed = []
    threads = [
        threading.Thread(target=_put, args=(node, services[at::CONNECTIONS], addresses, failed))
        for at in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return services[-1]


def _put(node, services, addresses, failed):
    try:
        with Pipeline(node.http_port) as connection:
            connection.put_all(
                (registering.path(service, id), registering.body(address))
                for service in services
                for id, address in zip(names.instances(SIZE), addresses[service])
            )
    except (SystemExit, OSError) as e:
        failed.append(e)
