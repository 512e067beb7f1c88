"""What was done to the cluster: which nodes were up, who could hear whom, when leases moved."""

import collections
import itertools

from .allowances import (
    AGREE,
    AT_RISK,
    CRASH_NOTICED,
    CRASHES_NOTICED,
    MOVED,
    NEWS,
    NEWS_SHAKEN,
    SHORT_PAUSE,
)
from .spans import Spans

FOREVER = float("inf")
Separation = collections.namedtuple("Separation", "begin end holds")


class Weather:
    """Of one history. `agree` is the time that nodes have after a healing."""

    def __init__(self, events, agree=AGREE):
        self._agree = agree
        self.faults = [event for event in events if event["kind"] == "fault"]
        told = [event for event in events if event["kind"] == "node"]
        self.nodes = sorted({event["node"] for event in told})
        self._by_node = {n: [e for e in told if e["node"] == n] for n in self.nodes}
        self._stalls = Spans((e["begin"], e["end"]) for e in events if e["kind"] == "stall")
        self.end = max((e.get("end") or e["at"] for e in events if e["kind"] != "fault"), default=0)
        self.up = {node: Spans(self._spans(node, {"ready"}, DOWN)) for node in self.nodes}
        self.live = {node: Spans(self._live(node)) for node in self.nodes}
        self.kills = {node: self._moments(node, "kill") for node in self.nodes}
        self._pauses = {n: Spans(self._spans(n, {"pause"}, {"resume"} | DOWN)) for n in self.nodes}
        self._unreachable = {
            node: Spans(
                (fault["begin"], fault["end"] + NEWS)
                for fault in self.faults
                if fault["fault"] == "clients" and node in fault["nodes"]
            )
            for node in self.nodes
        }
        self._parted = self._separations()
        self._cut = {
            pair: Spans((s.begin, s.end) for s in self._parted[pair]) for pair in self._parted
        }
        self.shaken = Spans((t - NEWS, t + NEWS_SHAKEN - NEWS) for t in self._changes())
        self.unsettled = Spans(self._unsettled())
        self.outages = list(self._outages())
        self.at_risk = Spans(self._risks())

    def _moments(self, node, *kinds):
        return [event["at"] for event in self._by_node[node] if event["what"] in kinds]

    def _spans(self, node, opens, closes):
        begin = None
        for event in self._by_node[node]:
            if event["what"] in opens and begin is None:
                begin = event["at"]
            elif event["what"] in closes and begin is not None:
                yield begin, event["at"]
                begin = None
        if begin is not None:
            yield begin, FOREVER

    def _live(self, node):
        """Up, and not paused."""
        begin = None
        for event in self._by_node[node]:
            if event["what"] in ("ready", "resume"):
                begin = event["at"]
            elif event["what"] in DOWN | {"pause"} and begin is not None:
                yield begin, event["at"]
                begin = None
        if begin is not None:
            yield begin, FOREVER

    def _separations(self):
        """For each pair, when news may not go from the first to the second."""
        parted = collections.defaultdict(list)
        for fault in self.faults:
            end = (fault["end"] or FOREVER) + self._agree
            for one, other, holds in self._parts(fault):
                parted[one, other].append(Separation(fault["begin"], end, holds))
        return parted

    def _parts(self, fault):
        """Each pair that the fault may part, and whether the second holds what it knew before."""
        kind, nodes = fault["fault"], set(fault["nodes"])
        pairs = list(itertools.permutations(self.nodes, 2))
        if kind == "restart-all":
            return [(one, other, False) for one, other in pairs]
        if kind == "pause" and fault["end"] - fault["begin"] < SHORT_PAUSE:
            return []
        if kind not in ("pause", "partition", "one-way", "loss"):
            return []
        started = self._started_in(fault)
        up = sum(self.up[node].at(fault["begin"]) is not None for node in self.nodes)
        minority = len(nodes) * 2 < up
        return [
            (one, other, self._keeps(kind, nodes, minority, one, other, started))
            for one, other in pairs
        ]

    @staticmethod
    def _keeps(kind, nodes, minority, one, other, started):
        """Whether the other holds what renews with the first only."""
        if one in started or other in started:
            return False
        if kind == "partition":
            return (one in nodes) == (other in nodes) or other in nodes and minority
        if kind == "loss":
            return False  # whom the oldest member does not hear is cut off, touched or not
        if kind == "one-way":
            return one not in nodes  # of two that are touched, one may be alone, the other not
        # Who is touched may be alone, and holds then; the rest has no reason to miss one another.
        return other in nodes or one not in nodes

    def _started_in(self, fault):
        end = fault["end"] + self._agree
        return {
            node
            for node in self.nodes
            if any(fault["begin"] < t < end for t in self._moments(node, "start"))
        }

    def _changes(self):
        for node in self.nodes:
            yield from self._moments(node, *DOWN, "start", "ready", "pause", "resume")
            # Members that come are members before they are ready.
            for begin, end in self._spans(node, {"start"}, DOWN | {"ready"}):
                yield from steps(begin, min(end, self.end), NEWS_SHAKEN / 2)
        for fault in self.faults:
            if fault["fault"] in ("partition", "one-way", "loss"):
                yield from steps(fault["begin"], fault["end"] or self.end, NEWS_SHAKEN / 2)

    def _unsettled(self):
        """When leases may have started over, for whatever reason."""
        for node in self.nodes:
            for t in self._moments(node, *DOWN):
                yield t, t + (CRASHES_NOTICED if self._crash_together(node, t) else CRASH_NOTICED)
            yield from self._spans(node, {"stop"}, {"gone"})
            yield from ((b, e + MOVED) for b, e in self._spans(node, {"start"}, DOWN | {"ready"}))
            yield from ((b, e + CRASH_NOTICED) for b, e in self._pauses[node])
        for separations in self._parted.values():
            yield from ((s.begin, s.end) for s in separations)

    def _crash_together(self, node, moment):
        """Whether the node and another one were killed before the first was missed."""
        others = (self.kills[other] for other in self.nodes if other != node)
        near = any(abs(moment - t) < CRASH_NOTICED for t in itertools.chain.from_iterable(others))
        return near and moment in self.kills[node]

    def _outages(self):
        """When no node was up, and who was down first."""
        spans = itertools.chain.from_iterable(self.up.values())
        moments = sorted({moment for span in spans for moment in span if moment < FOREVER})
        for begin, end in itertools.pairwise(moments):
            middle = (begin + end) / 2
            if not any(self.up[node].at(middle) for node in self.nodes):
                yield begin, end

    def _risks(self):
        """When what was acknowledged may not have been on any disk yet."""
        for fault in self.faults:
            if fault["fault"] == "restart-all" and fault.get("by") == "kill":
                for down, _ in self.outages:
                    if fault["begin"] <= down <= fault["end"]:
                        yield fault["begin"] - AT_RISK, down

    def separation(self, one, other, moment):
        """The span in which news does not go from one to the other, or None."""
        return self._cut[one, other].at(moment) if (one, other) in self._cut else None

    def holds(self, one, other, moment):
        """Whether the other goes on with what it knew before it lost sight of the first."""
        return all(s.holds for s in self._parted[one, other] if s.begin <= moment <= s.end)

    def news(self, one, other, moment):
        """When the other knows at the latest what the first acknowledged."""
        if one == other:
            return moment
        if cut := self.separation(one, other, moment):
            return cut[1]
        delay = NEWS_SHAKEN if self.shaken.at(moment) else NEWS
        return self.patient(moment, moment + delay)

    def cut_off(self, node, moment):
        """Until when the node, at this moment, does not hear some other."""
        cuts = (self.separation(other, node, moment) for other in self.nodes)
        return max((cut[1] for cut in cuts if cut), default=None)

    def patient(self, begin, end):
        """The end, later by what clients did not see."""
        for stall_begin, stall_end in self._stalls.touching(begin, FOREVER):
            if stall_begin > end:
                break
            end += stall_end - max(stall_begin, begin)
        return end

    def stalled(self, begin, end):
        return self._stalls.seconds(begin, end)

    def maybe_until(self, node, begin, end):
        """Until when a request that got no answer may still be carried out."""
        for span in self._pauses[node].touching(begin, end):
            end = max(end, span[1])
        return end

    def reachable(self, node, begin, end):
        """The parts of the time in which the node has to answer its clients."""
        cut = self._unreachable[node]
        for b, e in self.live[node].touching(begin, end):
            b = max(b, begin)
            for cut_begin, cut_end in cut.touching(b, e):
                if cut_begin > b:
                    yield b, cut_begin
                b = cut_end
            if b < e:
                yield b, e

    def damaged(self, node):
        """After which restarts of all the node may be incomplete, and until when."""
        return [
            (fault["begin"], fault["end"] + self._agree)
            for fault in self.faults
            if fault.get("damaged") == node
        ]


DOWN = {"kill", "stop", "gone", "refused"}


def steps(begin, end, width):
    while begin < end:
        yield begin
        begin += width
    yield end
