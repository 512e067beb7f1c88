"""What each node must show, and must not, held against what it answered."""

import collections

from . import lives

NOERROR, NXDOMAIN = 0, 3


class Expectation:
    """What one node must show of one life, and what not."""

    def __init__(self, life, node, weather):
        self.life, self.node = life, node
        self.must = life.must(node, weather)
        self.dead = life.dead(node, weather)

    def wanted_in(self, answer):
        return self.must.cover(answer["begin"], answer["end"])

    def is_dead(self, answer):
        return self.dead and self.dead[0] < answer["begin"] and answer["end"] < self.dead[1]


class Expectations:
    """Of all lives, made when they are needed."""

    def __init__(self, all_lives, weather):
        self._weather = weather
        self._made = {}
        self._services = collections.defaultdict(list)
        self._addresses = lives.by_address(all_lives)
        for life in all_lives:
            self._services[life.service].append((life.ops[0]["begin"], life))
        self._alive = {}

    def of(self, life, node):
        key = id(life), node
        if key not in self._made:
            self._made[key] = Expectation(life, node, self._weather)
        return self._made[key]

    def wanted(self, answer):
        """The lives that the answer has to show."""
        service, node = answer["service"], answer["node"]
        queue = self._alive.setdefault((service, node), collections.deque(self._services[service]))
        kept = self._made.setdefault((service, node, "now"), [])
        while queue and queue[0][0] <= answer["end"]:
            kept.append(self.of(queue.popleft()[1], node))
        kept[:] = [one for one in kept if one.must.last >= answer["begin"]]
        return [one for one in kept if one.wanted_in(answer)]

    def at_address(self, address, moment):
        """The life that last began with this address, or None."""
        lived = self._addresses.get(address, [])
        return next((one for one in reversed(lived) if one.ops[0]["begin"] <= moment), None)


def compare(answers, all_lives, weather):
    """What is wrong with answers: who is missing, who is dead, who is nobody.

    The first two by life, each answer of the dead with the moment at which it was due to go; the
    last by address, each with its first answer.
    """
    expectations = Expectations(all_lives, weather)
    missing, undead = collections.defaultdict(list), collections.defaultdict(list)
    strangers = {}
    for answer in answers:
        if answer["rcode"] not in (NOERROR, NXDOMAIN):
            continue
        who = set(answer["who"])
        for one in expectations.wanted(answer):
            if one.life.address not in who:
                missing[one.life].append(answer)
        for address in who:
            life = expectations.at_address(address, answer["end"])
            if life is None or life.service != answer["service"]:
                strangers.setdefault(address, answer)
            elif expectations.of(life, answer["node"]).is_dead(answer):
                undead[life].append((answer, expectations.of(life, answer["node"]).dead[0]))
    return missing, undead, strangers
