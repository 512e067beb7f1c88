"""Faults of the nodes' processes."""

import time

from .harm import Fault


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
