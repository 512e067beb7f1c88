"""Prints what a history shows, as a table."""

import statistics

SHOWN = 5  # violations of each promise that are told in words
PROMISES = {
    1: "a registration survives",
    2: "a lease ends in time, never early",
    3: "DNS is answered, completely",
    4: "all agree after healing",
    5: "no mass eviction",
}
OPERATIONS = {
    "register": "registrations",
    "renew": "heartbeats",
    "deregister": "deregistrations",
    "crash": "crashes",
}


def show(found):
    for line in lines(found):
        print(line)


def lines(found):
    yield "| | |"
    yield "|---|---|"
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.faults.items()))
    yield f"| faults injected | {sum(found.faults.values())}: {kinds} |"
    for op, name in OPERATIONS.items():
        failed = found.operations[op, False]
        more = f", {failed} without success" if failed else ""
        yield f"| {name} | {found.operations[op, True]}{more} |"
    if found.refused_when_well:
        yield f"| of these without success although all was well | {found.refused_when_well} |"
    yield f"| DNS answers | {found.answers} |"
    for promise, name in PROMISES.items():
        broken = sum(violation.promise == promise for violation in found.violations)
        yield f"| violations of promise {promise}, {name} | {broken} |"
    silences = ", ".join(f"{node}: {s:.2f} s" for node, (s, _) in sorted(found.silences.items()))
    yield f"| longest DNS silence of each node | {silences} |"
    if found.agreed:
        times = f"median {statistics.median(found.agreed):.1f} s, longest {max(found.agreed):.1f} s"
        yield f"| from healing until all agree | {times}, {len(found.agreed)} times |"
    if found.stalled > 1:
        yield f"| clients that did not run, the machine being busy | {found.stalled:.0f} s |"
    for promise, name in PROMISES.items():
        broken = [violation for violation in found.violations if violation.promise == promise]
        for violation in broken[:SHOWN]:
            yield f"{promise}, at {violation.begin - found.start:.1f} s: {violation.what}"
        if len(broken) > SHOWN:
            yield f"{promise}: and {len(broken) - SHOWN} more"
