"""What a fault is. Each is drawn from dice alone, does its harm, heals it, and tells when.

`loses` are the nodes that it takes from the others for a while: what the promises allow to lose at
the same time, the rules of the nemesis keep. `alone` goes with no other fault.
"""

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
