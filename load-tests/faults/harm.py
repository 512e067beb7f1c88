"""The faults. Each is drawn from dice alone, does its harm, heals it, and tells when.

`loses` are the nodes that it takes from the others for a while: what the promises allow to lose at
the same time, the rules of the nemesis keep. `alone` goes with no fault that loses nodes.
"""

import time

from .history import now


class Fault:
    kind = ""
    alone = False
    parts = False  # the cluster may fall apart, so that it needs time to agree afterwards

    def __init__(self, dice, cluster):
        self.nodes = []
        self.hold = 0.0
        self.told = {}
        self.draw(dice, cluster)

    @property
    def loses(self):
        return set(self.nodes)

    def run(self, cluster):
        begin = now()
        try:
            self.harm(cluster)
        finally:
            cluster.history.write(
                "fault", fault=self.kind, nodes=self.nodes, begin=begin, end=now(), **self.told
            )

    def draw(self, dice, cluster):
        raise NotImplementedError

    def harm(self, cluster):
        raise NotImplementedError

    def one(self, dice, cluster, most=1):
        """One node, now and then more of them."""
        count = 1 if dice.random() < 0.7 else dice.randint(1, min(most, cluster.losable))
        self.nodes = sorted(dice.sample(cluster.numbers, count))

    def __str__(self):
        return f"{self.kind} {','.join(map(str, self.nodes))} {self.hold:.0f} s"


class Kill(Fault):
    """kill -9, of two at once where two may be lost, and a start some time later."""

    kind = "kill"

    def draw(self, dice, cluster):
        self.one(dice, cluster, most=2)
        self.hold = dice.uniform(0, 12)

    def harm(self, cluster):
        for node in self.nodes:
            cluster[node].strike()
        for node in self.nodes:
            cluster[node].await_end()
        time.sleep(self.hold)
        cluster.start(self.nodes)


class Stop(Kill):
    """SIGTERM, and a start some time later."""

    kind = "stop"

    def draw(self, dice, cluster):
        self.one(dice, cluster)
        self.hold = dice.uniform(0, 8)

    def harm(self, cluster):
        for node in self.nodes:
            cluster[node].stop()
        time.sleep(self.hold)
        cluster.start(self.nodes)


class Damage(Kill):
    """kill -9, an octet of the journal flipped or its end cut off, and a start."""

    kind = "damage"

    def draw(self, dice, cluster):
        self.nodes = dice.sample(cluster.numbers, 1)
        self.hold = dice.uniform(0, 4)
        self._seed, self._torn = dice.random(), dice.random() < 0.4

    def harm(self, cluster):
        node = cluster[self.nodes[0]]
        node.kill()
        time.sleep(self.hold)
        self.told["what"] = node.damage_journal(self._seed, self._torn) or "no journal"
        cluster.start(self.nodes)


class Rolling(Fault):
    """SIGTERM and start, one node after the other."""

    kind = "rolling"
    alone = True

    def draw(self, dice, cluster):
        self.nodes = dice.sample(cluster.numbers, len(cluster.numbers))

    def harm(self, cluster):
        for node in self.nodes:
            cluster[node].stop()
            cluster.start([node])
            cluster.wait_whole(30)


class LastOne(Rolling):
    """All but one are stopped in order, one after the other, and started together."""

    kind = "last-one"
    parts = True

    def draw(self, dice, cluster):
        self.nodes = dice.sample(cluster.numbers, len(cluster.numbers) - 1)
        self.hold = dice.uniform(1, 8)

    def harm(self, cluster):
        for node in self.nodes:
            cluster[node].stop()
        time.sleep(self.hold)
        cluster.start(self.nodes)


class RestartAll(Fault):
    """All are killed, or stopped, at once and started again; one journal may be damaged."""

    kind = "restart-all"
    alone = True
    parts = True

    def draw(self, dice, cluster):
        self.nodes = list(cluster.numbers)
        self.hold = dice.uniform(0.2, 6)
        self.told["by"] = dice.choice(["kill", "stop"])
        self._damaged = dice.choice(cluster.numbers) if dice.random() < 0.3 else None
        self._seed, self._torn = dice.random(), dice.random() < 0.4

    def harm(self, cluster):
        if self.told["by"] == "kill":
            for node in self.nodes:
                cluster[node].strike()
            for node in self.nodes:
                cluster[node].await_end()
        else:
            cluster.at_once(lambda node: cluster[node].stop(), self.nodes)
        time.sleep(self.hold)
        if self._damaged:
            what = cluster[self._damaged].damage_journal(self._seed, self._torn)
            self.told |= {"damaged": self._damaged, "what": what or "no journal"}
        cluster.start(self.nodes)


class Pause(Fault):
    """SIGSTOP for 1 to 60 s."""

    kind = "pause"
    parts = True

    def draw(self, dice, cluster):
        self.one(dice, cluster, most=2)
        self.hold = min(60, 1 + dice.expovariate(1 / 9))

    def harm(self, cluster):
        for node in self.nodes:
            cluster[node].pause()
        time.sleep(self.hold)
        for node in self.nodes:
            cluster[node].resume()


class Partition(Fault):
    """A minority is cut off from the others, both ways."""

    kind = "partition"
    parts = True

    def draw(self, dice, cluster):
        size = dice.randint(1, cluster.losable)
        self.nodes = sorted(dice.sample(cluster.numbers, size))
        self.hold = dice.uniform(3, 40)

    def harm(self, cluster):
        others = [node for node in cluster.everyone if node not in self.nodes]
        pairs = [(a, b) for a in self.nodes for b in others]
        self.told["groups"] = [self.nodes, others]
        cluster.network.drop(self, pairs + [(b, a) for a, b in pairs])
        time.sleep(self.hold)
        cluster.network.heal(self)


class OneWay(Fault):
    """One node is not heard, or hears nothing, by one other or by all."""

    kind = "one-way"
    parts = True

    def draw(self, dice, cluster):
        first, other = dice.sample(cluster.numbers, 2)
        self.hold = dice.uniform(3, 25)
        self._form = dice.choice(["from", "to", "pair"] if cluster.losable > 1 else ["from", "to"])
        self.nodes = [first, other] if self._form == "pair" else [first]

    def harm(self, cluster):
        first = self.nodes[0]
        pairs = [(first, node) for node in cluster.everyone if node != first]
        if self._form == "to":
            pairs = [(b, a) for a, b in pairs]
        if self._form == "pair":
            pairs = [tuple(self.nodes)]
        self.told["pairs"] = pairs
        cluster.network.drop(self, pairs)
        time.sleep(self.hold)
        cluster.network.heal(self)


class Loss(Fault):
    """Of the packets of one or two nodes a part is lost, both ways."""

    kind = "loss"
    parts = True

    def draw(self, dice, cluster):
        self.one(dice, cluster, most=2)
        self.hold = dice.uniform(5, 20)
        self.told["percent"] = dice.randint(5, 40)

    def harm(self, cluster):
        others = [node for node in cluster.everyone if node not in self.nodes]
        pairs = [(a, b) for a in self.nodes for b in others]
        cluster.network.drop(self, pairs + [(b, a) for a, b in pairs], self.told["percent"])
        time.sleep(self.hold)
        cluster.network.heal(self)


class FullDisk(Fault):
    """No octet is left under the journal of one or two nodes."""

    kind = "disk"
    loses = frozenset()

    def draw(self, dice, cluster):
        self.one(dice, cluster, most=2)
        self.hold = dice.uniform(4, 15)

    def harm(self, cluster):
        end = time.monotonic() + self.hold
        while time.monotonic() < end:  # what the node gives up is taken too
            for node in self.nodes:
                cluster[node].fill_disk()
            time.sleep(0.2)
        for node in self.nodes:
            cluster[node].empty_disk()


class ClientsLink(Fault):
    """Clients do not reach one of the nodes; the others do."""

    kind = "clients"
    loses = frozenset()

    def draw(self, dice, cluster):
        self.one(dice, cluster)
        self.hold = dice.uniform(2, 15)

    def harm(self, cluster):
        for node in self.nodes:
            cluster.network.clients_link(node, "down")
        time.sleep(self.hold)
        for node in self.nodes:
            cluster.network.clients_link(node, "up")


class Join(Fault):
    """One more node comes, and leaves in order or is killed."""

    kind = "join"

    def draw(self, dice, cluster):
        self.nodes = [cluster.guest]
        self.hold = dice.uniform(2, 10)
        self.told["by"] = dice.choice(["kill", "stop"])

    def harm(self, cluster):
        guest = cluster[cluster.guest]
        cluster.start(self.nodes)
        time.sleep(self.hold)
        if self.told["by"] == "kill":
            guest.kill()
        else:
            guest.stop()


class ClockJump(Fault):
    """The time of day of one or two nodes jumps, by a second or by hours, and back."""

    kind = "clock"
    loses = frozenset()

    def draw(self, dice, cluster):
        self.one(dice, cluster, most=2)
        self.hold = dice.uniform(3, 20)
        size = 10 ** dice.uniform(0, 4)
        self.told["seconds"] = round(dice.choice([-1, 1]) * size, 1)

    def harm(self, cluster):
        for node in self.nodes:
            cluster[node].set_clock(self.told["seconds"])
        time.sleep(self.hold)
        for node in self.nodes:
            cluster[node].set_clock(0)


ALL = {
    fault.kind: fault
    for fault in (
        Kill,
        Stop,
        Rolling,
        LastOne,
        RestartAll,
        Pause,
        Partition,
        OneWay,
        Loss,
        FullDisk,
        Damage,
        ClientsLink,
        Join,
        ClockJump,
    )
}
# How often each is drawn, compared with the others. Those that take long come less often.
WEIGHTS = {"kill": 4, "pause": 4, "partition": 4, "one-way": 3, "loss": 3, "join": 2, "disk": 2, "clock": 2}
WEIGHTS |= {"stop": 2, "damage": 2, "clients": 2, "restart-all": 2, "rolling": 1, "last-one": 1}
