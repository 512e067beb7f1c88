"""Starts the servers that are compared, each on the core of the server."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from httpload import host, work

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rollcall-load-tests"
PATIENCE = 120  # seconds; a JVM with one core and half a framework takes its time
EUREKA = Path(__file__).with_name("eureka")
CONSUL_MORE = 'limits { http_max_conns_per_client = 1000 } log_level = "error"'


class Missing(Exception):
    """A server that cannot be had, and why."""


class Server:
    """A process that is asked over HTTP."""

    def __init__(self, name, command, port, works, folder, version=()):
        self.name = name
        self.port = port
        self.work = works
        self._version = version
        self._log = folder / f"{name}.log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [str(word) for word in command],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=host.on_server_core,
            )
        self.pid = self._process.pid

    def wait_for(self, path):
        """Returns when the path is answered with 2xx."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", path)
                if connection.getresponse().status < 300:
                    return self
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit(f"{self.name} does not answer:\n{self._log.read_text()[-4000:]}")

    def version(self, folder):
        """What it says of itself."""
        if not self._version:
            return ""
        told = subprocess.run(self._version, cwd=folder, capture_output=True, text=True, check=True)
        return re.search(r"\d+\.\d+\S*", told.stdout).group()

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def start(folder, options, stack):
    """Those that can be had, and why others cannot; the stack stops them."""
    servers, missing = [], {}
    for name in options.peers.split(","):
        try:
            server = ALL[name](folder, not options.smoke)
        except Missing as why:
            missing[name] = str(why)
            continue
        stack.callback(server.stop)
        servers.append(server.wait_for(FIRST[name]))
    return servers, missing


def bare(folder, build):
    """Vert.x with a handler that answers 204, under the same JVM."""
    command = ["mvn", "-B", "-q", "-Dquick", "-pl", "load-tests", "-am", "package"]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    port = free_port()
    jars = ROOT / "load-tests/target/rollcall/lib/*"
    flags = [f"@{ROOT}/build/jvm-flags", "-cp", jars]
    command = [jdk() / "bin/java", *flags, "dev.rollcall.load.http.BareServer", port]
    return Server("bare", command, port, work.of_bare(), folder)


def rollcall(folder, build):
    program = ROOT / "rollcall"
    subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL)  # builds it
    port = free_port()
    command = [program, "start", "--data-dir", folder / "rollcall-data", "--http-port", port]
    command += ["--dns-port", free_port(), "--cluster-port", free_port()]
    return Server(
        "rollcall", command, port, work.of_rollcall(), folder, [program, "--version"]
    )


def consul(folder, build):
    """Its agent in memory. load-tests/dns-compare builds it from its Go module."""
    made = sorted(path for path in CACHE.glob("consul-v*") if os.access(path, os.X_OK))
    program = shutil.which("consul") or (made and made[-1])
    if not program:
        raise Missing(f"there is no consul in PATH, nor one that was built in {CACHE}")
    port = free_port()
    command = [program, "agent", "-dev", "-bind=127.0.0.1", "-client=127.0.0.1", "-hcl", CONSUL_MORE]
    command += [f"-http-port={port}", "-dns-port=-1", "-grpc-port=-1", "-grpc-tls-port=-1"]
    command += [f"-{name}-port={free_port()}" for name in ("server", "serf-lan", "serf-wan")]
    return Server("consul", command, port, work.of_consul(), folder, [program, "version"])


def eureka(folder, build):
    """Spring Cloud's starter of Netflix's server, built outside of Rollcall's build."""
    target = CACHE / "eureka"
    jar = target / "eureka-peer.jar"
    if not jar.exists():
        if not build:
            raise Missing("it is not built yet; a run without --smoke does that")
        command = ["mvn", "-B", "-q", "-f", EUREKA / "pom.xml", f"-Dtarget={target}", "package"]
        built = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if built.returncode:
            raise Missing((built.stdout.splitlines() or ["mvn failed"])[0])
    port = free_port()
    settings = {"server.port": port, "server.address": "127.0.0.1"}
    settings |= {"eureka.client.register-with-eureka": "false", "logging.level.root": "error"}
    settings |= {"eureka.client.fetch-registry": "false"}
    # Tomcat would close a connection after a hundred requests.
    settings |= {"server.tomcat.max-keep-alive-requests": -1}
    command = [jdk() / "bin/java", "-cp", f"{jar}:{target}/lib/*", "EurekaPeer"]
    command += [f"--{name}={value}" for name, value in settings.items()]
    return Server("eureka", command, port, work.of_eureka(), folder)


def jdk():
    return Path(subprocess.check_output([ROOT / "build/jdk"], text=True).strip())


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


ALL = {"bare": bare, "rollcall": rollcall, "consul": consul, "eureka": eureka}
FIRST = {"bare": "/", "rollcall": "/readyz", "consul": "/v1/status/leader", "eureka": "/eureka/apps"}
