"""The runs as a table in Markdown: medians, and the bare server for comparison."""

import statistics

from httpload import host, work

UNITS = {
    "heartbeat": "heartbeats, one each",
    "heartbeats": f"heartbeats, {work.PER_BATCH} each",
    "registration": "registrations",
}
HEAD = "| work | server | per second | of bare | CPU of one, µs | core busy | p50, ms | p99, ms | max, ms |"


def head(servers, options, folder):
    names = ", ".join(f"{server.name} {server.version(folder)}".strip() for server in servers)
    return (
        f"{host.description()}; {names}.\n{work.SERVICES * work.EACH} instances, server on one core,"
        f" wrk with {options.connections} connections on another, {options.rounds} rounds of"
        f" {options.seconds} s. Latency is that of a request at this load.\n"
    )


def of(runs):
    lines = [HEAD, "|---|---|---:|---:|---:|---:|---:|---:|---:|"]
    for kind, servers in runs.items():
        bare = _middle(servers["bare"]).rate if "bare" in servers else None
        for name, those in servers.items():
            lines.append(_row(UNITS[kind], name, _middle(those), bare))
    return "\n".join(lines)


def _middle(runs):
    """Medians, but of the longest times the longest."""
    run = runs[0]._make(map(statistics.median, zip(*runs)))
    return run._replace(max=max(each.max for each in runs))


def _row(what, name, run, bare):
    of_bare = f"{run.rate / bare:.2f}" if bare else "–"
    return (
        f"| {what} | {name} | {run.rate:,.0f} | {of_bare} | {run.cpu * 1e6:.2f} | {run.busy:.0%}"
        f" | {run.p50:.2f} | {run.p99:.2f} | {run.max:.1f} |"
    )
