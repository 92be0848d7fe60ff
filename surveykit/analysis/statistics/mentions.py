"""Questions with any number of answers: how often each option was mentioned, and whether the options differ.

Numbers only. One row a respondent, one 0/1 column an option.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from surveykit.analysis.statistics.formulas import Interval, mean_interval, wilson
from surveykit.core.claims import holm


@dataclass(frozen=True)
class Paired:
    """Two options over the same respondents: how many mention only the first, and only the second.

    p is McNemar's (1947) test in its exact form; `adjusted` is p after Holm's correction.
    """

    pair: tuple[str, str]
    only_first: int
    only_second: int
    adjusted: float | None = None

    @property
    def p(self) -> float:
        """Two-sided. R: binom.test(only_first, only_first + only_second)."""
        discordant = self.only_first + self.only_second
        return float(stats.binomtest(self.only_first, discordant).pvalue) if discordant else 1.0


@dataclass(frozen=True, eq=False)
class Mentions:
    """The ticks of some respondents (n x k, 0 or 1) in the columns `names`.

    >>> rows = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]], dtype=np.int8)
    >>> Mentions(("a", "b", "c"), rows).cochran_q
    2.6666666666666665
    """

    names: tuple[str, ...]
    ticks: NDArray[np.int8]

    @property
    def n(self) -> int:
        """How many respondents."""
        return len(self.ticks)

    @cached_property
    def times(self) -> NDArray[np.int64]:
        """How often each option was mentioned."""
        return np.asarray(self.ticks.sum(axis=0, dtype=np.int64))

    @property
    def total(self) -> int:
        """All mentions."""
        return int(self.times.sum())

    def of_respondents(self, at: int) -> tuple[float, Interval] | None:
        """The share of respondents with Wilson's interval; None for n = 0."""
        times = int(self.times[at])
        return (times / self.n, wilson(times, self.n)) if self.n else None

    def of_mentions(self, at: int) -> float | None:
        """The share of all mentions; None where there are none. The mentions of one respondent belong together, so
        it has no interval of its own."""
        return int(self.times[at]) / self.total if self.total else None

    @cached_property
    def _each(self) -> NDArray[np.float64]:
        return np.asarray(self.ticks.sum(axis=1, dtype=np.int64), dtype=np.float64)

    @property
    def mean(self) -> float | None:
        """Mentions a respondent, on average."""
        return self.total / self.n if self.n else None

    @property
    def mean_interval(self) -> Interval | None:
        """Its t interval."""
        sd = float(self._each.std(ddof=1)) if self.n > 1 and np.ptp(self._each) > 0 else 0.0
        return mean_interval(self.mean, sd, self.n)

    @cached_property
    def cochran_q(self) -> float | None:
        """Cochran's (1950) Q; None where nobody tells the options apart, or there are fewer than two."""
        k = len(self.names)
        spread = float(k * self.total - (self._each**2).sum())
        if k < 2 or not spread > 0:
            return None
        between = float(k * (self.times.astype(np.float64) ** 2).sum() - float(self.total) ** 2)
        return (k - 1) * between / spread

    @property
    def cochran_df(self) -> int:
        """k - 1."""
        return len(self.names) - 1

    @property
    def cochran_p(self) -> float | None:
        """The p of Q by the chi-square distribution."""
        return None if self.cochran_q is None else float(stats.chi2.sf(self.cochran_q, self.cochran_df))

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The places of the options, the most frequent first."""
        return tuple(sorted(range(len(self.names)), key=lambda at: -int(self.times[at])))

    @cached_property
    def ahead(self) -> tuple[Paired, ...]:
        """The most frequent option with every other, p corrected for their number."""
        top = self.order[0]
        first = self.ticks[:, top] > 0
        found = []
        for at in self.order[1:]:
            other = self.ticks[:, at] > 0
            pair = self.names[top], self.names[at]
            found.append(Paired(pair, int((first & ~other).sum()), int((other & ~first).sum())))
        adjusted = holm([each.p for each in found])
        return tuple(replace(each, adjusted=p) for each, p in zip(found, adjusted, strict=True))
