"""Faults of the links between nodes, and to their clients."""

import time

from .harm import Fault


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
