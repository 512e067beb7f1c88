"""Sets of moments."""

import bisect


class Spans:
    """Spans of time, from begin to end, made one where they overlap."""

    def __init__(self, spans=()):
        self._begins, self._ends = [], []
        for begin, end in sorted(spans):
            if end <= begin:
                continue
            if self._ends and begin <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._begins.append(begin)
                self._ends.append(end)

    def __iter__(self):
        return iter(zip(self._begins, self._ends))

    @property
    def last(self):
        """When the last of them ends."""
        return self._ends[-1] if self._ends else float("-inf")

    def at(self, moment):
        """The span with the moment in it, or None."""
        place = bisect.bisect_right(self._begins, moment) - 1
        if place >= 0 and moment <= self._ends[place]:
            return self._begins[place], self._ends[place]
        return None

    def cover(self, begin, end):
        """Whether one of them holds all of it."""
        span = self.at(begin)
        return span is not None and end <= span[1]

    def touching(self, begin, end):
        """Those that share a moment with it."""
        first = bisect.bisect_left(self._ends, begin)
        last = bisect.bisect_right(self._begins, end)
        return list(zip(self._begins[first:last], self._ends[first:last]))

    def seconds(self, begin, end):
        """How much of it they cover."""
        return sum(min(end, e) - max(begin, b) for b, e in self.touching(begin, end))
