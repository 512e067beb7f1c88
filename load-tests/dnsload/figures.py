"""Medians, percentiles and ratios, and how they are printed."""

import math
import statistics


def percentile(values, share):
    """The smallest value that at least this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values):
    """The median of the values that are there, None when there is none."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def median_ratio(ours, theirs):
    """The median of the ratios, each of two values of the same round."""
    return median(a / b for a, b in zip(ours, theirs) if a is not None and b)


def shown(value, form):
    return "–" if value is None else format(value, form)


def table(head, rows):
    """The lines of a table in Markdown."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
