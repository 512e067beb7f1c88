#!/usr/bin/env python3
"""Finds a service by its SRV records and calls it: client.py _greeter._tcp.service.internal"""

import http.client
import os
import sys

import dns.exception
import dns.resolver

TIMEOUT = 2  # seconds

# Where the machine's own resolver knows the zone, dns.resolver.Resolver() alone is enough.
host, _, port = os.environ.get("ROLLCALL_DNS", "127.0.0.1:8053").rpartition(":")
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers, resolver.port = [host.strip("[]")], int(port)
resolver.lifetime = TIMEOUT


def addresses(host):
    for kind in "A", "AAAA":
        try:
            yield from (record.address for record in resolver.resolve(host, kind))
        except dns.exception.DNSException:
            pass  # the other kind or the next instance may do


def get(address, port):
    connection = http.client.HTTPConnection(address, port, timeout=TIMEOUT)
    try:
        connection.request("GET", "/")
        response = connection.getresponse()
        if response.status != 200:
            raise http.client.HTTPException(f"status {response.status}")
        return response.read().decode()
    finally:
        connection.close()


def call(name):
    # RFC 2782: lower priorities first; among equals, a draw in which weights are chances.
    for record in resolver.resolve(name, "SRV").rrset.processing_order():
        for address in addresses(record.target):
            try:
                return get(address, record.port)
            except (OSError, http.client.HTTPException) as error:
                print(f"{address} port {record.port}: {error}", file=sys.stderr)
    sys.exit(f"nobody answers for {name}")


try:
    print(call(sys.argv[1] if len(sys.argv) > 1 else "_greeter._tcp.service.internal"), end="")
except dns.exception.DNSException as error:
    sys.exit(str(error))
