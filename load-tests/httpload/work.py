"""The work: who is registered, and what each server is asked."""

import collections
import contextlib
import http.client
import json

SERVICES, EACH = 1000, 3
PER_BATCH = 1000
LEASE = 3600  # seconds; none ends while others are measured
KINDS = ("heartbeat", "heartbeats", "registration")
# Requests in turn; how many instances each is for; the right answer to all of them.
Work = collections.namedtuple("Work", "requests units status body", defaults=(None,))
INSTANCES = [(s, i, s * EACH + i) for s in range(SERVICES) for i in range(EACH)]


class Request(collections.namedtuple("Request", "method path body", defaults=("",))):
    def headers(self):
        return {"Content-Type": "application/json"} if self.body else {}

    def wire(self):
        """As a client sends it over a connection that it keeps."""
        body = self.body.encode()
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers().items()]
        lines += [f"Content-Length: {len(body)}", "", ""]
        return "\r\n".join(lines).encode() + body


def address(number):
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def of_rollcall():
    keys = [(f"service-{s}", f"service-{s}-{i}", n) for s, i, n in INSTANCES]
    paths = [f"/api/v1/services/{service}/instances/{id}" for service, id, _ in keys]
    named = [{"service": service, "id": id} for service, id, _ in keys]
    batches = [named[at : at + PER_BATCH] for at in range(0, len(named), PER_BATCH)]
    bodies = [
        {"addresses": [address(number)], "port": 8080, "leaseSeconds": LEASE}
        for _, _, number in keys
    ]
    return {
        "heartbeat": Work([Request("PUT", path + "/heartbeat") for path in paths], 1, 204),
        "heartbeats": Work(
            [Request("POST", "/api/v1/heartbeats", _json({"instances": b})) for b in batches],
            PER_BATCH,
            200,
            '{"unknown":[]}',
        ),
        "registration": Work(
            [Request("PUT", path, _json(body)) for path, body in zip(paths, bodies)], 1, 200
        ),
    }


def of_bare():
    """The same requests, each answered with nothing."""
    return {kind: work._replace(status=204, body="") for kind, work in of_rollcall().items()}


def of_consul():
    ids = [(f"service-{s}", f"service-{s}-{i}", n) for s, i, n in INSTANCES]
    check = "/v1/agent/check/pass/service:"
    return {
        "heartbeat": Work([Request("PUT", check + id) for _, id, _ in ids], 1, 200),
        "registration": Work(
            [
                Request(
                    "PUT",
                    "/v1/agent/service/register",
                    _json(
                        {"Name": service, "ID": id, "Address": address(number), "Port": 8080}
                        | {"Check": {"TTL": f"{LEASE}s"}}
                    ),
                )
                for service, id, number in ids
            ],
            1,
            200,
        ),
    }


def of_eureka():
    apps = [(f"SERVICE-{s}", f"service-{s}-{i}", n) for s, i, n in INSTANCES]
    return {
        "heartbeat": Work(
            [Request("PUT", f"/eureka/apps/{app}/{id}") for app, id, _ in apps], 1, 200
        ),
        "registration": Work(
            [Request("POST", f"/eureka/apps/{app}", _eureka_body(*it)) for app, *it in apps],
            1,
            204,
        ),
    }


def _eureka_body(id, number):
    app = id.rpartition("-")[0]
    center = "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo"
    instance = {"instanceId": id, "app": app.upper(), "vipAddress": app, "status": "UP"}
    instance |= {"hostName": address(number), "ipAddr": address(number)}
    instance |= {"port": {"$": 8080, "@enabled": "true"}}
    instance |= {"dataCenterInfo": {"@class": center, "name": "MyOwn"}}
    instance |= {"leaseInfo": {"durationInSecs": LEASE, "renewalIntervalInSecs": 30}}
    return _json({"instance": instance})


def fill(server):
    """Registers all instances."""
    with contextlib.closing(_connection(server)) as connection:
        for request in server.work["registration"].requests:
            status, _ = _ask(connection, request)
            if status not in (200, 201, 204):
                raise SystemExit(f"{server.name}: {status} for {request}")


def check(server, kind):
    """Ends all with 1 when an answer is not the right one."""
    work = server.work[kind]
    with contextlib.closing(_connection(server)) as connection:
        for request in (work.requests[0], work.requests[-1]):
            status, body = _ask(connection, request)
            if status != work.status or work.body not in (None, body):
                raise SystemExit(f"{server.name}, {kind}: {status} {body!r}, not {work.status}")


def _connection(server):
    return http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)


def _ask(connection, request):
    connection.request(request.method, request.path, request.body or None, request.headers())
    response = connection.getresponse()
    return response.status, response.read().decode()


def _json(value):
    return json.dumps(value, separators=(",", ":"))
