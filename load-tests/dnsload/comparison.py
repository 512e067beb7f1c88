"""The tables of dns-compare."""

from dnsload.figures import median, median_ratio, shown, table

OURS = "rollcall"
HEAD = ("server", "version", "answered/s", "CPU per query", f"{OURS} ÷ it", "p50", "p99", "p99.9")
HEAD += (f"{OURS} ÷ it", "lost", "reply")


def tables(measured, versions):
    """The lines of one table for each transport and rate."""
    for transport, rate in dict.fromkeys((one.transport, one.rate) for one in measured):
        load = f"at {rate:,} queries a second" if rate else "as many as are answered"
        yield f"{transport.upper()}, {load}:"
        yield ""
        rows = [one for one in measured if (one.transport, one.rate) == (transport, rate)]
        yield from table(HEAD, [_row(rows, server, versions) for server in versions])
        yield ""


def _row(rows, server, versions):
    def column(field, whose=server):
        """A field in each round, None where the round lacks it."""
        found = {one.round: getattr(one, field) for one in rows if one.server == whose}
        return [found.get(round) for round in sorted({one.round for one in rows})]

    def ratio(field):
        return shown(median_ratio(column(field, OURS), column(field)), ".2f")

    cpu = [value for value in column("cpu") if value is not None]
    if not cpu:
        return [server, versions[server], *["–"] * (len(HEAD) - 2)]
    return [
        server,
        versions[server],
        f"{median(column('answered')):,.0f}",
        _range(cpu),
        ratio("cpu"),
        *(_micros(median(column(field))) for field in ("p50", "p99", "p999")),
        ratio("p999"),
        f"{median(column('lost')):.3%}",
        f"{median(column('octets')):.0f}",
    ]


def _range(cpu):
    least, most = (f"{value * 1e6:.2f}" for value in (min(cpu), max(cpu)))
    return f"{median(cpu) * 1e6:.2f} µs" + (f" ({least}–{most})" if len(cpu) > 1 else "")


def _micros(seconds):
    return "–" if seconds is None else f"{seconds * 1e6:,.0f} µs"
