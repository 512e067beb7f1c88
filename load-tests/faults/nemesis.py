"""Draws faults, some at the same time, lets them happen, and waits until the cluster is well again.

What may happen at the same time follows the promises: no more nodes are lost together than a
registration has backups; a node that is cut off, and so may hold what nobody else has, is not
killed; after each round the cluster gets the time in which it promises to agree.
"""

import random
import threading
import time

from . import kinds as faults
from .history import now

AGREES_AFTER = 30  # seconds, promise 4
SPREAD = 6  # seconds within which the faults of a round begin
SHORTEST = 50  # seconds that a round and what follows it need


class Cluster:
    """What faults are done to."""

    def __init__(self, nodes, guest, network, history):
        self._nodes = {node.number: node for node in [*nodes, guest]}
        self.numbers = [node.number for node in nodes]
        self.guest = guest.number
        self.network = network
        self.history = history
        self.losable = 2 if len(nodes) >= 5 else 1 if len(nodes) >= 3 else 0

    def __getitem__(self, number):
        return self._nodes[number]

    @property
    def everyone(self):
        return list(self._nodes)

    @staticmethod
    def at_once(action, numbers):
        threads = [threading.Thread(target=action, args=(number,)) for number in numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def start(self, numbers):
        """Starts them together; who refuses its journal gets another chance without it."""
        for number in numbers:
            self[number].start()
        self.at_once(self._wait_ready, numbers)

    def _wait_ready(self, number):
        node = self[number]
        if node.wait_ready() or node.runs:
            return
        words = node.last_words()
        self.history.write("refusal", node=number, at=now(), words=words)
        print(f"      node {number} refused: {words}", flush=True)
        if "journal" in words:
            node.set_journal_aside()
        node.start()
        node.wait_ready()

    def wait_whole(self, patience):
        """Whether each node sees all of them."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if all(self[number].members() == len(self.numbers) for number in self.numbers):
                return True
            time.sleep(0.25)
        return False


class Nemesis:
    def __init__(self, cluster, kinds, seed, combine):
        self._cluster = cluster
        self._kinds = kinds
        self._dice = random.Random(f"nemesis {seed}")
        self._combine = combine
        self._count = 0

    def torment(self, seconds):
        """One round after the other until the time is over; returns the number of faults."""
        end = time.monotonic() + seconds
        number = 0
        while (left := end - time.monotonic()) > SHORTEST:
            number += 1
            round = draw_round(self._dice, self._cluster, self._kinds, self._combine)
            for _, fault in round:  # the last rounds are shorter than drawn
                fault.hold = min(fault.hold, left - AGREES_AFTER - SPREAD)
            drawn = ", ".join(str(fault) for _, fault in round)
            print(f"{seconds - left:5.0f} s  {drawn}", flush=True)
            self._run(round)
            self._count += len(round)
            self._rest(any(fault.parts for _, fault in round))
        return self._count

    def _run(self, round):
        failures = []

        def later(offset, fault):
            try:
                time.sleep(offset)
                fault.run(self._cluster)
            except Exception as e:  # told by the main thread
                failures.append(e)

        threads = [threading.Thread(target=later, args=each) for each in round]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def _rest(self, parted):
        """Until the cluster is whole, and for as long as it takes to see that all is well."""
        begin = now()
        whole = self._cluster.wait_whole(AGREES_AFTER * 3)
        told = now() if whole else None
        least = begin + AGREES_AFTER + self._dice.uniform(3, 6) if parted else 0
        time.sleep(max(self._dice.uniform(5, 9), least - now()))
        self._cluster.history.write("quiet", begin=begin, whole=told, end=now())


def draw_round(dice, cluster, kinds, most):
    """Faults that may happen together, each with the seconds after which it begins."""
    count = 1 + sum(dice.random() < 0.9 for _ in range(most - 1))
    round, tries = [], 0
    while len(round) < count and tries < 20:
        tries += 1
        kind = dice.choices(kinds, [faults.WEIGHTS[faults.ALL[kind]] for kind in kinds])[0]
        fault = faults.ALL[kind](dice, cluster)
        if may_join(fault, [other for _, other in round], cluster.losable):
            round.append((dice.uniform(0, SPREAD) if round else 0.0, fault))
    return round


def may_join(fault, others, losable):
    """Whether the promises hold for all of them together."""
    if any(fault.kind == other.kind for other in others):
        return False
    if any(set(fault.nodes) & set(other.nodes) for other in others):
        return False
    together = [*others, fault]
    if len(together) == 1:
        return True
    if any(one.alone for one in together):
        return False
    return len(set().union(*(one.loses for one in together))) <= losable
