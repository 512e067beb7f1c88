"""Faults of the machines below the nodes."""

import time

from .harm import Fault


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
