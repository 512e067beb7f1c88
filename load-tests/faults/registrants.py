"""Services as they are: their instances register, send heartbeats, leave or crash.

A process of its own, with one argument: {"history": FILE, "seed": 1, "nodes": 5, "services": 40,
"instances": 4}
"""

import asyncio
import itertools
import json
import random
import signal
import sys

from .history import History, now
from .requests import Requests

LEASES = (3, 4, 5, 6)  # seconds
LIFE = 70  # seconds on average
LONGEST_BREAK = 4  # seconds between two lives of one place
PATIENCE = 1.5  # seconds for an answer
SHUNNED = 3  # seconds a node is asked last after it failed
AGENT_SIZE = 6  # instances whose heartbeats are sent together
STALL = 0.15  # seconds

numbers = itertools.count(1)


class Caller:
    """Who sends requests: to its own node, or to one after the other until one answers."""

    failing = {}

    def __init__(self, world, dice):
        self._world = world
        self._dice = dice
        self.pinned = dice.random() < 0.25
        self.home = dice.randrange(world.nodes) + 1

    def node(self):
        if self.pinned:
            return self.home
        nodes = list(range(1, self._world.nodes + 1))
        self._dice.shuffle(nodes)
        nodes.sort(key=lambda node: (Caller.failing.get(node, 0) > now(), node != self.home))
        return nodes[0]

    async def call(self, method, path, body=b""):
        """Node, begin, end, status and body; status is None when nothing was answered."""
        node, begin = self.node(), now()
        try:
            status, answer = await self._world.requests.send(node, method, path, body, PATIENCE)
        except (OSError, TimeoutError):
            status, answer = None, b""
        if status is None or status >= 500:
            Caller.failing[node] = now() + SHUNNED
        return node, begin, now(), status, answer


class World:
    """What all of them share."""

    def __init__(self, options):
        self.nodes = options["nodes"]
        self.history = History(options["history"])
        self.requests = Requests()


class Life:
    """One instance, from its registration until it leaves."""

    def __init__(self, service, lease, caller, world):
        number = next(numbers)
        self.service, self.id, self.lease = service, f"i{number}", lease
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.certain = True  # each request was answered
        self.caller, self._world = caller, world

    @property
    def path(self):
        return f"/api/v1/services/{self.service}/instances/{self.id}"

    @property
    def key(self):
        return {"service": self.service, "id": self.id}

    async def register(self):
        while not await self.register_once():
            await asyncio.sleep(0.3)

    async def register_once(self):
        body = {"addresses": [self.address], "port": 8080, "leaseSeconds": self.lease}
        done = await self.caller.call("PUT", self.path, json.dumps(body).encode())
        self.tell("register", *done[:4], lease=self.lease, address=self.address)
        return done[3] in (200, 201)

    async def renew(self):
        """Registers again when told so. Whether it was answered."""
        done = await self.caller.call("PUT", f"{self.path}/heartbeat")
        reason = await self.reason(done)
        self.tell("renew", *done[:4], **reason)
        if done[3] == 404:
            await self.register()
        return done[3] is not None

    async def reason(self, done):
        """Why the node knows nothing of it."""
        if done[3] != 404:
            return {}
        try:
            _, body = await self._world.requests.send(done[0], "GET", self.path, b"", PATIENCE)
            return {"reason": json.loads(body).get("departed", {"reason": "no trace"})}
        except (OSError, TimeoutError, ValueError):
            return {"reason": "not told"}

    async def deregister(self):
        while True:
            done = await self.caller.call("DELETE", self.path)
            self.tell("deregister", *done[:4])
            if done[3] == 204:
                return
            await asyncio.sleep(0.3)

    def crash(self):
        self._world.history.write("op", op="crash", **self.key, begin=now(), end=now())

    def tell(self, op, node, begin, end, status, **more):
        self.certain &= status is not None and status < 500
        event = {"op": op, **self.key, "node": node, "begin": begin, "end": end, "status": status}
        self._world.history.write("op", **event, **more)


class Agent:
    """Sends the heartbeats of several instances in one request, through one caller."""

    def __init__(self, caller, world):
        self._lives = set()
        self._caller, self._world = caller, world
        self._beating = asyncio.Lock()  # nobody comes or goes while heartbeats are under way

    async def add(self, life):
        async with self._beating:
            self._lives.add(life)

    async def remove(self, life):
        async with self._beating:
            self._lives.discard(life)

    async def run(self):
        while True:
            begun = now()
            async with self._beating:
                if self._lives:
                    await self._beat(sorted(self._lives, key=lambda life: life.id))
            await asyncio.sleep(max(0.1, min(LEASES) / 3 - (now() - begun)))

    async def _beat(self, lives):
        body = json.dumps({"instances": [life.key for life in lives]}).encode()
        done = await self._caller.call("POST", "/api/v1/heartbeats", body)
        unknown = json.loads(done[4])["unknown"] if done[3] == 200 else []
        for life in lives:
            if life.key in unknown:
                reason = await life.reason((*done[:3], 404))
                life.tell("renew", *done[:3], 404, batch=True, **reason)
                await life.register_once()  # otherwise the next heartbeat is not known either
            else:
                life.tell("renew", *done[:3], 204 if done[3] == 200 else done[3], batch=True)


async def place(service, world, dice, agent):
    """One place in a service, taken by one instance after the other."""
    await asyncio.sleep(dice.uniform(0, 3))
    life = None
    while True:
        caller = Caller(world, dice)
        # An id is taken again only when nothing of its last life can still be under way.
        if life and life.certain and dice.random() < 0.5:
            life.caller = caller
        else:
            life = Life(service, dice.choice(LEASES), caller, world)
        await life.register()
        await (agent_keeps if agent else keep)(life, dice.expovariate(1 / LIFE), agent)
        if dice.random() < 0.6:
            await life.deregister()
        else:
            life.crash()
            life.certain = False
        await asyncio.sleep(dice.uniform(0.2, LONGEST_BREAK))


async def agent_keeps(life, seconds, agent):
    await agent.add(life)
    await asyncio.sleep(seconds)
    await agent.remove(life)


async def keep(life, seconds, _):
    left = now() + seconds
    while now() < left:
        begun = now()
        answered = await life.renew()
        pause = life.lease / 3 - (now() - begun)
        await asyncio.sleep(max(0.05, pause if answered else min(pause, 0.3)))


async def watch_stalls(world):
    """Tells when this process did not run, so that nobody is blamed for it."""
    while True:
        begun = now()
        await asyncio.sleep(0.05)
        if now() - begun > 0.05 + STALL:
            world.history.write("stall", who="registrants", begin=begun, end=now())


async def main(options):
    world = World(options)
    dice = random.Random(f"registrants {options['seed']}")
    tasks = [asyncio.create_task(watch_stalls(world))]
    agent, kept = None, 0
    for index in range(options["services"] * options["instances"]):
        service = f"s{index % options['services']:02}"
        if kept == 0:  # every other group of places has an agent
            agent = None if agent else Agent(Caller(world, dice), world)
            kept = AGENT_SIZE
            if agent:
                tasks.append(asyncio.create_task(agent.run()))
        kept -= 1
        own = random.Random(dice.random())
        tasks.append(asyncio.create_task(place(service, world, own, agent)))
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    ends = asyncio.create_task(stopped.wait())
    done, _ = await asyncio.wait([ends, *tasks], return_when=asyncio.FIRST_COMPLETED)
    world.history.close()
    for task in done - {ends}:
        task.result()  # only a fault of this program ends one of them


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
