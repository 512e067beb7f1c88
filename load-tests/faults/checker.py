"""Reads a history and finds what broke the promises.

It knows what clients saw and what was done to the nodes, and nothing of how Rollcall works. What it
allows stands in allowances.py.

Every answer is held against what its node must, and must not, have shown at that moment.
"""

import bisect
import collections
import itertools

from . import lives
from .allowances import AGREE, MASS, MASS_WITHIN, SILENCE
from .expectations import NOERROR, NXDOMAIN, compare
from .spans import Spans
from .weather import FOREVER, Weather

Violation = collections.namedtuple("Violation", "promise begin what")
LOST, LEASE, ANSWERS, AGREEMENT, EVICTION = 1, 2, 3, 4, 5
SEEN_WITHIN = 1.5  # seconds in which each node is asked for everything


class Findings:
    """What a history shows."""

    def __init__(self, events, weather):
        self.start = next((e["at"] for e in events if e["kind"] == "run"), 0.0)
        self.faults = collections.Counter(fault["fault"] for fault in weather.faults)
        self.operations = collections.Counter()
        for op in (e for e in events if e["kind"] == "op"):
            self.operations[op["op"], lives.acknowledged(op) or op["op"] == "crash"] += 1
        self.refused_when_well = len(refused_when_well(events))
        self.answers = sum(e["kind"] == "answer" and e["rcode"] is not None for e in events)
        self.stalled = weather.stalled(0, FOREVER)
        self.violations = []
        self.silences = {}
        self.agreed = []


def check(events):
    weather = Weather(events)
    found = Findings(events, weather)
    all_lives = lives.lives(events)
    answers = [e for e in events if e["kind"] == "answer"]
    missing, undead, strangers = compare(answers, all_lives, weather)
    found.violations += list(refused_heartbeats(all_lives, answers, weather))
    found.violations += list(lost(missing, weather))
    found.violations += list(answered_late(undead))
    found.violations += list(of_nobody(strangers))
    found.violations += list(failures(answers, weather))
    found.violations += list(deaths(events))
    found.violations += list(disagreements(events, answers))
    found.silences = {node: longest_silence(node, answers, weather) for node in weather.nodes}
    found.violations += list(silent(found.silences))
    found.violations.sort(key=lambda violation: (violation.promise, violation.begin))
    found.agreed = list(times_to_agree(events, answers, all_lives))
    return found


def refused_heartbeats(all_lives, answers, weather):
    """Heartbeats that were told 404 although the node must know the instance."""
    shown = collections.defaultdict(list)
    for answer in answers:
        for address in answer["who"]:
            shown[address].append((answer["begin"], answer["node"]))
    for life in all_lives:
        for op in life.ops:
            if op["op"] == "renew" and op["status"] == 404:
                if life.must(op["node"], weather).cover(op["begin"], op["end"]):
                    yield refused(life, op, shown[life.address])


def refused(life, op, shown):
    """Lost, ended early, or only not known where the heartbeat went."""
    reason = reason_of(op)
    first = bisect.bisect_left(shown, (op["begin"] - SEEN_WITHIN, 0))
    last = bisect.bisect_left(shown, (op["begin"], 0))
    others = sorted({node for _, node in shown[first:last]} - {op["node"]})
    if "expired" in reason.lower():
        promise = LEASE
    else:
        promise = ANSWERS if others else LOST
    also = f"; shown by node {', '.join(map(str, others))}" if others else ""
    text = f"node {op['node']} tells {life}, which is alive, that it is not known: {reason}{also}"
    return Violation(promise, op["begin"], text)


def reason_of(op):
    departed = op.get("reason") or "not told"
    return departed if isinstance(departed, str) else str(departed.get("reason", departed))


def lost(missing, weather):
    """One violation for each instance that was not shown, or for many that a node lost at once."""
    firsts = collections.defaultdict(list)
    for life, answers in missing.items():
        for node, of_node in group(answers, "node"):
            firsts[node].append((of_node[0]["begin"], of_node[-1]["end"], life))
    evicted = collections.defaultdict(set)
    for node, losses in firsts.items():
        for begin, lives_lost in masses(sorted(losses, key=lambda loss: loss[0])):
            evicted[node] |= lives_lost
            text = f"node {node} lost {len(lives_lost)} live instances at once"
            yield Violation(EVICTION, begin, text)
    for life, answers in missing.items():
        nodes = sorted({a["node"] for a in answers if life not in evicted[a["node"]]})
        if nodes:
            yield not_shown(life, answers, nodes, weather)


def masses(losses):
    """Moments at which a node lost many within a short time."""
    while losses:
        begin = losses[0][0]
        together = [loss for loss in losses if loss[0] < begin + MASS_WITHIN]
        losses = losses[len(together) :]
        if len(together) >= MASS:
            yield begin, {life for _, _, life in together}


def not_shown(life, answers, nodes, weather):
    begin, end = answers[0]["begin"], answers[-1]["end"]
    asked = [node for node in weather.nodes if weather.live[node].cover(begin, end)]
    refused = [op for op in life.ops if op["op"] == "renew" and op["status"] == 404]
    reasons = {reason_of(op) for op in refused if begin <= op["end"] <= end + life.lease}
    everywhere = asked and set(asked) <= set(nodes)
    if any("expired" in reason.lower() for reason in reasons):
        promise = LEASE
    elif everywhere:
        # Nobody said why. When no heartbeat got through for long, rather the lease was ended.
        promise = LEASE if life.silence(begin, weather) > life.lease / 2 else LOST
    else:
        promise = ANSWERS
    who = "every node" if everywhere else f"node {', '.join(map(str, nodes))}"
    told = f"; told: {', '.join(sorted(reasons))}" if reasons else ""
    seconds = f"{len(answers)} answers in {end - begin:.1f} s"
    return Violation(promise, begin, f"{who} does not show {life}, which is alive: {seconds}{told}")


def answered_late(undead):
    for life, shown in undead.items():
        left = life.ops[-1]["op"] == "deregister"
        for node, of_node in group([answer for answer, _ in shown], "node"):
            due = min(due for answer, due in shown if answer["node"] == node)
            late = of_node[-1]["end"] - due
            how = "was deregistered" if left else f"crashed, lease {life.lease} s"
            text = f"node {node} shows {life}, which {how}, for {late:.1f} s longer than allowed"
            yield Violation(AGREEMENT if left else LEASE, of_node[0]["begin"], text)


def of_nobody(strangers):
    for address, answer in strangers.items():
        text = f"node {answer['node']} answers {address} for {answer['service']}: nobody's"
        yield Violation(ANSWERS, answer["begin"], text)


def failures(answers, weather):
    """Answers of a node that had loaded which say that it has failed."""
    bad = [
        answer
        for answer in answers
        if answer["rcode"] not in (None, NOERROR, NXDOMAIN)
        and weather.live[answer["node"]].cover(answer["begin"], answer["end"])
    ]
    for node, of_node in group(bad, "node"):
        for begin, run in runs(of_node):
            text = f"node {node}, loaded, answers rcode {run[0]['rcode']}, {len(run)} times"
            yield Violation(ANSWERS, begin, text)


def runs(answers, apart=2.0):
    """Answers that follow one another."""
    run = []
    for answer in answers:
        if run and answer["begin"] - run[-1]["begin"] > apart:
            yield run[0]["begin"], run
            run = []
        run.append(answer)
    if run:
        yield run[0]["begin"], run


def deaths(events):
    """Nodes that ended though nobody ended them, and such as did not start."""
    last = {}
    for event in (e for e in events if e["kind"] in ("node", "refusal")):
        node, what = event["node"], event.get("what")
        if what == "gone" and last.get(node) in ("ready", "resume"):
            yield Violation(ANSWERS, event["at"], f"node {node} ended by itself")
        if what in ("late", "stuck"):
            text = f"node {node} does not {'start' if what == 'late' else 'stop'} in time"
            yield Violation(ANSWERS, event["at"], text)
        # A journal that cannot be used is a reason, if the node says so.
        if event["kind"] == "refusal" and "journal" not in event["words"]:
            text = f"node {node} does not start: {event['words'][:160]}"
            yield Violation(ANSWERS, event["at"], text)
        last[node] = what


def refused_when_well(events):
    """Requests that got no answer, or were refused, though all had had time to agree."""
    quiets = [event for event in events if event["kind"] == "quiet"]
    well = Spans((quiet["begin"] + AGREE, quiet["end"]) for quiet in quiets)
    ops = [event for event in events if event["kind"] == "op" and lives.unanswered(event)]
    return [op for op in ops if well.cover(op["begin"], op["end"])]


def disagreements(events, answers):
    """Instances that one node always shows and another never, when all have had time to agree."""
    begins = [answer["begin"] for answer in answers]
    for quiet in (e for e in events if e["kind"] == "quiet"):
        begin = quiet["begin"] + AGREE
        first, last = (bisect.bisect_left(begins, moment) for moment in (begin, quiet["end"]))
        inside = answers[first:last]
        for service, of_service in group(inside, "service"):
            by_node = [
                [set(answer["who"]) for answer in of_node if answer["rcode"] is not None]
                for _, of_node in group(of_service, "node")
            ]
            by_node = [shown for shown in by_node if len(shown) > 1]
            always = set().union(*(set.intersection(*shown) for shown in by_node))
            ever = set.intersection(*(set.union(*shown) for shown in by_node)) if by_node else set()
            for address in sorted(always - ever):
                text = f"nodes do not agree on {address} of {service}, {AGREE:.0f} s after healing"
                yield Violation(AGREEMENT, begin, text)


def longest_silence(node, answers, weather):
    """The longest that the node let a question wait, and when that began; next to live times."""
    longest = (0.0, 0.0)
    asked = [answer for answer in answers if answer["node"] == node]
    replies = sorted(answer["end"] for answer in asked if answer["rcode"] is not None)
    for answer in asked:
        place = bisect.bisect_left(replies, answer["begin"])
        for begin, end in weather.reachable(node, answer["begin"], answer["end"]):
            heard = replies[place] if place < len(replies) else FOREVER
            heard = min(heard, end)
            begin = max(begin, answer["begin"])
            silence = heard - begin - weather.stalled(begin, heard)
            longest = max(longest, (silence, begin))
    return longest


def silent(silences):
    for node, (seconds, begin) in silences.items():
        if seconds > SILENCE:
            yield Violation(ANSWERS, begin, f"node {node} says nothing for {seconds:.2f} s")


def times_to_agree(events, answers, all_lives):
    """For each healing, how long it took until no answer was wrong any more."""
    quiets = [event for event in events if event["kind"] == "quiet"]
    missing, undead, _ = compare(answers, all_lives, Weather(events, agree=0.0))
    wrong = [answer for of_life in missing.values() for answer in of_life]
    wrong += [answer for of_life in undead.values() for answer, _ in of_life]
    for quiet in quiets:
        inside = [a["begin"] for a in wrong if quiet["begin"] <= a["begin"] < quiet["end"]]
        yield max((moment - quiet["begin"] for moment in inside), default=0.0)


def group(events, name):
    """By a field, in the order of its values; each group as it was."""
    ordered = sorted(events, key=lambda event: event[name])
    for value, of_value in itertools.groupby(ordered, key=lambda event: event[name]):
        yield value, list(of_value)
