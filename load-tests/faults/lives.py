"""Each instance's life as its client saw it: when nodes must answer it, and when they must not."""

import collections

from .allowances import IN_FLIGHT, LATE
from .spans import Spans
from .weather import FOREVER

ACKNOWLEDGED = {200, 201, 204}
HEARTBEATS = {"register", "renew"}


def lives(events):
    """All of them, in the order in which they began."""
    current, found = {}, []
    for event in events:
        if event["kind"] != "op":
            continue
        key = event["service"], event["id"]
        life = current.get(key)
        if event["op"] == "register" and (life is None or life.ended):
            life = Life(*key, event["lease"], event["address"])
            if key in current:
                current[key].next = event["begin"]
            current[key] = life
            found.append(life)
        if life is not None:
            life.ops.append(event)
    return found


class Life:
    """From a registration until the instance was deregistered or crashed."""

    def __init__(self, service, id, lease, address):
        self.service, self.id, self.lease, self.address = service, id, lease, address
        self.ops = []
        self.next = FOREVER  # when the id registered again

    def __str__(self):
        return f"{self.service}/{self.id}"

    @property
    def ended(self):
        """The client wants it no more."""
        last = self.ops[-1]
        return last["op"] == "crash" or last["op"] == "deregister" and acknowledged(last)

    def silence(self, moment, weather):
        """For how long before that it could have sent a heartbeat and had none acknowledged."""
        heard = [op["begin"] for op in self.ops if op["op"] in HEARTBEATS and acknowledged(op)]
        heard += [up for _, up in weather.outages]
        return moment - max((begin for begin in heard if begin <= moment), default=moment)

    def must(self, node, weather):
        """When the node has to answer it."""
        leaves = next((op["begin"] for op in self.ops if op["op"] == "deregister"), FOREVER)
        known, spans, alive = FOREVER, [], 0.0
        for op in self.ops:
            if op["op"] not in HEARTBEATS or not acknowledged(op):
                continue
            if op["op"] == "register":
                # Where its lease was over by then, it may have been ended, so that this is news.
                earlier = known if op["begin"] <= alive else FOREVER
                known = min(earlier, self._known(op, node, weather))
            until = op["begin"] + self.lease
            alive = until
            begin = max(op["end"], known, self._counts(op, node, known, weather))
            spans.append((begin, min(until, leaves)))
            for down, up in weather.outages:
                if op["begin"] < down < until and leaves > down and not self._crashed(up):
                    spans.append((max(up, known), min(up + self.lease, leaves)))
                    alive = max(alive, up + self.lease)
        return Spans(self._without_damage(spans, node, weather))

    def _crashed(self, moment):
        """Whether it was gone by then, and so does not mind that its lease is over."""
        last = self.ops[-1]
        return last["op"] == "crash" and last["begin"] <= moment

    def _known(self, op, node, weather):
        """From when on the node has this registration."""
        if weather.at_risk.touching(op["begin"], op["end"]):
            return FOREVER
        return weather.news(op["node"], node, op["end"])

    def _counts(self, op, node, known, weather):
        """From when on what one node heard keeps the instance on the other."""
        cut = weather.separation(op["node"], node, op["begin"])
        cut = cut or weather.separation(op["node"], node, op["end"])
        if cut is None or known <= cut[0] and weather.holds(op["node"], node, op["begin"]):
            return op["end"]
        return cut[1]

    @staticmethod
    def _without_damage(spans, node, weather):
        for begin, end in spans:
            for hurt, well in weather.damaged(node):
                if begin < well and end > hurt:
                    begin = max(begin, well)
            yield begin, end

    def dead(self, node, weather):
        """From when on, and until when, the node must not answer it; None while nobody knows."""
        last = self.ops[-1]
        if not self.ended:
            return None
        begin = self._lease_over(weather)
        if last["op"] == "deregister":
            begin = self._deregistered(last, node, begin, weather)
        return begin, self.next

    def _deregistered(self, op, node, lease_over, weather):
        begin = weather.news(op["node"], node, op["end"])
        if (cut := weather.cut_off(op["node"], op["begin"])) is not None:
            begin = max(begin, cut, lease_over)
        # A registration that got no answer may come still, and what was on no disk is forgotten.
        late = any(unanswered(o) and o["op"] == "register" for o in self.ops)
        if late or weather.at_risk.touching(op["begin"], op["end"]):
            begin = max(begin, lease_over)
        return begin

    def _lease_over(self, weather):
        """When its lease is over at the latest, everywhere."""
        heard = max(self._effect(op, weather) for op in self.ops if op["op"] in HEARTBEATS)
        end = weather.patient(heard, heard + self.lease + LATE)
        for begin, until in weather.unsettled:
            if until >= heard and begin <= end:
                end = max(end, weather.patient(until, until + self.lease + LATE))
        return end

    @staticmethod
    def _effect(op, weather):
        """Until when it may have moved the end of the lease."""
        if not unanswered(op):
            return op["end"]
        return weather.maybe_until(op["node"], op["begin"], op["end"]) + IN_FLIGHT


def acknowledged(op):
    return op.get("status") in ACKNOWLEDGED


def unanswered(op):
    return op["op"] != "crash" and (op.get("status") is None or op["status"] >= 500)


def by_address(found):
    """The lives that had an address, in their order."""
    index = collections.defaultdict(list)
    for life in found:
        index[life.address].append(life)
    return index
