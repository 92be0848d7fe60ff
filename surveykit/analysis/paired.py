"""Differences of means that come from the same respondents, and what may be said of the highest and the lowest.

Two intervals that overlap say little about the difference of two means, and less where the same people gave both:
what counts is the mean of each respondent's own difference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy import stats

from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.formulas import LEVEL, Interval, mean_interval
from surveykit.analysis.words import several
from surveykit.core.claims import holm
from surveykit.core.dataset import Floats
from surveykit.core.finding import Estimate
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, interval, number, percent

MOST_WITH_NUMBERS = 2
"""Of how many open comparisons the differences are printed; of more, only the names."""
MOST_NAMED = 4
"""Of how many the names; more are counted, and the table has their means."""


@dataclass(frozen=True)
class Difference:
    """The mean of first minus second over the n respondents who have both.

    t has n - 1 degrees of freedom; `adjusted` is p after Holm's correction for all pairs that there are. Without any
    spread there is neither interval nor test.
    """

    pair: tuple[str, str]
    n: int
    mean: float
    interval: Interval | None = None
    t: float | None = None
    p: float | None = None
    adjusted: float | None = None

    @property
    def settled(self) -> bool:
        """Whether the data tell which of the two means is higher. A difference that all share needs no test."""
        if self.p is None:
            return self.mean != 0
        return self.adjusted is not None and self.adjusted < limit("NONSIG", "level")

    @property
    def said(self) -> Text:
        """The interval of the difference."""
        if self.interval is None:
            return both("analysis.compare.same")
        ends = interval(self.interval if self.mean > 0 else (-self.interval[1], -self.interval[0]))
        return both("analysis.stat.difference_ci", level=percent(LEVEL), interval=ends)

    @property
    def size(self) -> str:
        """The size without its sign."""
        return number(abs(self.mean))

    def estimates(self) -> Iterator[Estimate]:
        """The difference, and its corrected p."""
        inside = LEVEL if self.interval else None
        df = float(self.n - 1) if self.t is not None else None
        of = {"pair": self.pair}
        yield Estimate("mean_difference", of, self.mean, self.interval, inside, self.t, df, self.p, n=self.n)
        if self.adjusted is not None:
            yield Estimate("holm_p", of, self.adjusted, n=self.n)


def difference(pair: tuple[str, str], first: Floats, second: Floats) -> Difference | None:
    """The paired difference of two columns; None where nobody has both. R: t.test(first, second, paired = TRUE).

    >>> d = difference(("a", "b"), np.array([3.0, 5.0, 4.0, np.nan]), np.array([2.0, 3.0, 4.0, 1.0]))
    >>> d.n, d.mean, round(d.t, 4), round(d.p, 4)
    (3, 1.0, 1.7321, 0.2254)
    """
    own = first - second
    own = own[~np.isnan(own)]
    n = len(own)
    if not n:
        return None
    mean, sd = float(own.mean()), float(own.std(ddof=1)) if n > 1 else 0.0
    if not sd > 1e-12 * max(1.0, abs(mean)):
        return Difference(pair, n, mean)
    t = mean / (sd / n**0.5)
    return Difference(pair, n, mean, mean_interval(mean, sd, n), t, float(2 * stats.t.sf(abs(t), n - 1)))


@dataclass(frozen=True)
class Ends:
    """The names from the highest mean to the lowest, and the difference of the first and of the last with every other.

    A pair is written from the higher mean to the lower.
    """

    order: tuple[str, ...]
    differences: Mapping[tuple[str, str], Difference]

    @classmethod
    def of(cls, order: Sequence[str], columns: Callable[[str], Floats]) -> "Ends":
        """Compare the highest and the lowest with all others. The data chose these two, so that Holm's correction is
        for all pairs from which they were chosen."""
        top, bottom = order[0], order[-1]
        every = {pair: difference(pair, columns(pair[0]), columns(pair[1])) for pair in combinations(order, 2)}
        tested = {pair: d.p for pair, d in every.items() if d is not None and d.p is not None}
        adjusted = dict(zip(tested, holm(list(tested.values())), strict=True))
        pairs = dict.fromkeys([*((top, other) for other in order[1:]), *((other, bottom) for other in order[:-1])])
        shown = [d for pair in pairs if (d := every[pair]) is not None]
        return cls(tuple(order), {d.pair: replace(d, adjusted=adjusted.get(d.pair)) for d in shown})

    @property
    def whole(self) -> Difference | None:
        """The highest with the lowest."""
        return self.differences.get((self.order[0], self.order[-1]))

    @property
    def claim(self) -> float | None:
        """The p of the highest mean being higher than the lowest, corrected for all pairs."""
        return None if self.whole is None else self.whole.adjusted

    @property
    def apart(self) -> bool:
        """Whether the highest mean is settled to be higher than the lowest."""
        return self.whole is not None and self.whole.settled and not is_small(self.whole.n)

    def estimates(self) -> Iterator[Estimate]:
        """All differences."""
        for found in self.differences.values():
            yield from found.estimates()

    def words(self, named: Callable[[str], Text]) -> Iterator[Text]:
        """Who shares the top and the bottom: for each end what is open, and the nearest that is settled."""
        top, bottom = self.order[0], self.order[-1]
        yield from self._end("top", top, [(other, (top, other)) for other in self.order[1:-1]], named)
        yield from self._end("bottom", bottom, [(other, (other, bottom)) for other in self.order[-2:0:-1]], named)

    def _end(
        self, end: str, first: str, others: Sequence[tuple[str, tuple[str, str]]], named: Callable[[str], Text]
    ) -> Iterator[Text]:
        near = [(other, self.differences[pair]) for other, pair in others if pair in self.differences]
        unsettled = [(other, d) for other, d in near if not d.settled]
        if unsettled:
            yield self._open(end, named(first), [(named(other), d) for other, d in unsettled])
        settled = next(((other, d) for other, d in near if d.settled), None)
        if settled:
            other, d = settled
            values = {"first": named(first), "name": named(other), "size": d.size, "inside": d.said}
            case = "settled" if unsettled or len(near) < 2 else "first"
            yield both(f"analysis.compare.{end}.{case}", **values)

    @staticmethod
    def _open(end: str, first: Text, others: Sequence[tuple[Text, Difference]]) -> Text:
        if len(others) > MOST_NAMED:
            return both(f"analysis.compare.{end}.open.counted", first=first, k=count(len(others)))
        plain = len(others) > MOST_WITH_NUMBERS
        names = [name if plain or d.interval is None else _with_size(name, d) for name, d in others]
        return several(f"analysis.compare.{end}.open", names, first=first)


def _with_size(name: Text, found: Difference) -> Text:
    return both("analysis.with", name=name, inside=both("analysis.inside.2", a=found.size, b=found.said))
