"""Relations: Pearson's correlation of every pair of constructs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import scipy
from scipy import stats

from surveykit.analysis.analysis import Analysis, Question, analysis
from surveykit.analysis.consistency import below_convention, of_construct
from surveykit.analysis.formulas import (
    LEVEL,
    Interval,
    apart,
    correlation_test,
    fisher,
    holm,
    unvarying,
)
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.overlap import Overlap, overlap_caution, overlap_estimates, overlaps
from surveykit.analysis.references import FISHER, HENSELER, HOLM, SPEARMAN
from surveykit.analysis.words import base, ci, listed, n_text, name_of, p_text, sentences, stat
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Excluded,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.moments import Moments
from surveykit.core.numbers import bounded, count

FEWEST = 3
BENT = 0.10
"""By how much Spearman's and Pearson's coefficients may differ before the relation is called bent."""


@analysis("relations")
@dataclass(frozen=True)
class Relations(Analysis):
    """Correlations of all pairs of constructs, each over the respondents who have both scores. No options."""

    def questions(self, dataset: Dataset) -> Iterator["Correlations"]:
        if len(dataset.codebook.constructs) > 1:
            yield Correlations(dataset)


@dataclass(frozen=True)
class Pair:
    """Two constructs, by id in alphabetic order. `r` is None where it does not exist; `spearman` is its rank form.

    `adjusted` is p after Holm's correction for all tested pairs.
    """

    ids: tuple[str, str]
    n: int
    r: float | None = None
    interval: Interval | None = None
    t: float | None = None
    p: float | None = None
    spearman: float | None = None
    adjusted: float | None = None

    @property
    def size(self) -> float:
        """|r|, 0 where it does not exist."""
        return abs(self.r or 0.0)


def correlate(ids: tuple[str, str], first: Floats, second: Floats) -> Pair:
    """Pearson's r of two columns over the rows that have both. R: cor.test."""
    rows = np.column_stack([first, second])
    rows = rows[~np.isnan(rows).any(axis=1)]
    n = len(rows)
    if n < FEWEST or unvarying(Moments.of(ids, rows)):
        return Pair(ids, n)
    r = float(np.clip(Moments.of(ids, rows).correlation[0, 1], -1, 1))
    ranks = np.column_stack([stats.rankdata(column) for column in rows.T])
    spearman = float(Moments.of(ids, ranks).correlation[0, 1])
    return Pair(ids, n, r, fisher(r, n), *correlation_test(r, n), spearman)


@dataclass(frozen=True, eq=False)
class Correlations(Question[tuple[Pair, ...]]):
    """Which constructs go together, two at a time."""

    analysis = "relations"

    @property
    def id(self) -> str:
        return "relations"

    @property
    def text(self) -> Text:
        return both("analysis.relations.question")

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The constructs in the codebook's order."""
        return tuple(c.id for c in self.dataset.codebook.constructs)

    @cached_property
    def _paired(self) -> int:
        present = [~np.isnan(self.dataset.numbers(i)) for i in self.ids]
        return int((np.sum(present, axis=0) > 1).sum())

    @property
    def n(self) -> int:
        return self._paired

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("analysis.excluded.no_pair"), left),) if left else ()

    def wanted(self) -> list[tuple[str, Of]]:
        return [("pearson_r", {"pair": pair}) for pair in combinations(sorted(self.ids), 2)]

    def needs(self) -> Iterator[Caution]:
        if self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_pairs", n=n_text(self.n), needed=count(FEWEST))
        elif not any(pair.r is not None for pair in self._pairs):
            yield GATES["NO_VARIANCE"].caution("pairs")

    def estimate(self) -> tuple[Pair, ...]:
        return self._pairs

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        columns = {i: self.dataset.numbers(i) for i in self.ids}
        pairs = [correlate((a, b), columns[a], columns[b]) for a, b in combinations(sorted(self.ids), 2)]
        tested = [pair for pair in pairs if pair.p is not None]
        adjusted = dict(zip((p.ids for p in tested), holm([p.p or 0.0 for p in tested]), strict=True))
        return tuple(Pair(**{**vars(pair), "adjusted": adjusted.get(pair.ids)}) for pair in pairs)

    def checks(self, numbers: tuple[Pair, ...]) -> tuple[AssumptionCheck, ...]:
        gaps = [abs(p.r - p.spearman) for p in numbers if p.r is not None and p.spearman is not None]
        widest = max(gaps)
        case, verdict = ("bent", Verdict.CAUTION) if widest > BENT else ("straight", Verdict.MET)
        advice = both(f"analysis.relations.check.{case}", gap=bounded(widest))
        return (AssumptionCheck(both("analysis.relations.check"), verdict, advice, statistic=widest),)

    def method(self) -> Method:
        options = {"level": LEVEL, "missing": "pairwise", "correction": "Holm"}
        return Method(both("analysis.relations.method"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (FISHER, HENSELER, HOLM, SPEARMAN)

    def present(self, numbers: tuple[Pair, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        order = sorted((p for p in numbers if p.r is not None), key=lambda p: -p.size)
        sound = [p for p in order if not is_small(p.n) and p.interval is not None]
        top, steady = (sound or order)[0], bool(sound)
        spoken = self._sentences(sound) if steady else self._few(order)
        return self.finding(
            spoken,
            list(self._estimates(numbers)),
            self._table(numbers),
            self._figure(numbers, self._title(sound if steady else order, steady)),
            checks,
            list(self._cautions(order)),
            headline=steady and self._holds(top),
        )

    def _p(self, pair: Pair) -> float | None:
        """The p value that counts: corrected where many were tested."""
        return pair.adjusted if self._many else pair.p

    def _holds(self, pair: Pair) -> bool:
        """Whether a correlation differs from zero."""
        p = self._p(pair)
        return p is not None and p < limit("NONSIG", "level")

    def _estimates(self, pairs: tuple[Pair, ...]) -> Iterator[Estimate]:
        for p in pairs:
            reason = both("analysis.reason.no_r") if p.r is None else None
            inside, df = LEVEL if p.interval else None, float(p.n - 2) if p.t is not None else None
            of: Of = {"pair": p.ids}
            yield Estimate("pearson_r", of, p.r, p.interval, inside, p.t, df, p.p, n=p.n, reason=reason)
        if self._many:
            yield from (Estimate("holm_p", {"pair": p.ids}, p.adjusted, n=p.n) for p in self._tested)
        yield from overlap_estimates(self._close)

    @cached_property
    def _tested(self) -> list[Pair]:
        return [p for p in self._pairs if p.p is not None]

    @cached_property
    def _close(self) -> list[Overlap]:
        return overlaps(self.dataset, self.ids)

    @property
    def _many(self) -> bool:
        return len(self._tested) > limit("MULTI_TEST", "pairs")

    @cached_property
    def _alphas(self) -> dict[str, float | None]:
        found = {c.id: of_construct(self.dataset, c) for c in self.dataset.codebook.constructs}
        return {i: f.alpha if f else None for i, f in found.items()}

    def _matrix(self, pairs: tuple[Pair, ...]) -> list[list[float | None]]:
        r = {pair.ids: pair.r for pair in pairs}
        return [
            [r[min(a, b), max(a, b)] if column < row else None for column, b in enumerate(self.ids)]
            for row, a in enumerate(self.ids)
        ]

    def _table(self, pairs: tuple[Pair, ...]) -> Table:
        """One row a pair, the largest first; intervals and p only where there are enough respondents."""
        sure = any(not is_small(p.n) and p.interval for p in pairs)
        order = sorted(pairs, key=lambda p: -p.size) if sure else list(pairs)
        columns = (
            Column(both("analysis.column.pair")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("analysis.column.r"), Style.BOUNDED),
            *((Column(both("analysis.column.ci"), Style.BOUNDED), self._p_column) if sure else ()),
        )
        rows = tuple(self._row(pair, sure) for pair in order)
        return Table(both("analysis.relations.table"), columns, rows, tuple(self._notes(pairs)))

    @property
    def _p_column(self) -> Column:
        return Column(both(f"analysis.column.{'holm_p' if self._many else 'p'}"), Style.P)

    def _row(self, pair: Pair, sure: bool) -> tuple[Cell, ...]:
        cells: tuple[Cell, ...] = (both("analysis.relations.row", **self._names(pair)), pair.n, pair.r)
        if not sure:
            return cells
        return (*cells, None, None) if is_small(pair.n) else (*cells, pair.interval, self._p(pair))

    def _notes(self, pairs: tuple[Pair, ...]) -> Iterator[Text]:
        if self._many:
            yield both("analysis.relations.note")
        low, high = min(p.n for p in pairs), max(p.n for p in pairs)
        if low != high:
            yield both("analysis.relations.n_range", low=count(low), high=count(high))

    def _figure(self, pairs: tuple[Pair, ...], title: Text) -> Figure:
        data = {
            "labels": [self.dataset.codebook.label(i) for i in self.ids],
            "matrix": self._matrix(pairs),
            "diagonal": [self._alphas[i] for i in self.ids],
            "diagonal_label": both("analysis.relations.diagonal"),
        }
        return Figure("heat_map", title, data, base(self.n))

    def _title(self, order: list[Pair], steady: bool) -> Text:
        if not steady or len(order) < 2:
            return both("analysis.relations.title.plain")
        low, high = self._range(order)
        return both("analysis.relations.title.range", low=low, high=high)

    @staticmethod
    def _range(order: list[Pair]) -> tuple[str, str]:
        r = [p.r for p in order if p.r is not None]
        return bounded(min(r)), bounded(max(r))

    def _names(self, pair: Pair) -> dict[str, Text]:
        first, second = sorted(pair.ids, key=self.ids.index)
        return {
            "first": name_of(self.dataset.codebook, first),
            "second": name_of(self.dataset.codebook, second),
        }

    def _few(self, order: list[Pair]) -> Sentences:
        """Too few respondents for a word about size, or a perfect relation."""
        exact = next((p for p in order if not is_small(p.n)), None)
        if exact is None:
            said = both("analysis.relations.small", n=count(max(p.n for p in order)))
        else:
            r, n = stat("r", value=bounded(exact.r)), n_text(exact.n)
            said = both("analysis.relations.perfect", r=r, n=n, **self._names(exact))
        return Sentences(said, said)

    def _sentences(self, order: list[Pair]) -> Sentences:
        """`order`: the pairs that rest on enough respondents, the largest first."""
        top, p = order[0], p_text(self._p(order[0]))
        inside = both(
            "analysis.inside.3",
            a=stat("r", value=bounded(top.r)),
            b=ci(top.interval, Style.BOUNDED),
            c=both("analysis.relations.p_holm", p=p) if self._many else p,
        )
        k = count(len(order))
        case = "largest" if self._holds(top) else "none"
        said = both(f"analysis.relations.{case}", k=k, inside=inside, n=n_text(top.n), **self._names(top))
        full = sentences(said, self._unsettled(order), self._counted())
        if len(order) < 2 or case == "none":
            return Sentences(said, full)
        low, high = self._range(order)
        short = both("analysis.relations.range", k=k, low=low, high=high, n=self._n_said(order))
        return Sentences(short, sentences(short, full))

    @staticmethod
    def _n_said(order: list[Pair]) -> Text:
        low, high = min(p.n for p in order), max(p.n for p in order)
        return n_text(low) if low == high else stat("n_range", low=count(low), high=count(high))

    def _unsettled(self, order: list[Pair]) -> Text | None:
        """How many others may be as large: their intervals overlap that of the largest."""
        top = order[0]
        near = [p for p in order[1:] if self._overlaps(top, p)]
        if not near or not self._holds(top):
            return None
        case = "one" if len(near) == 1 else "many"
        return both(f"analysis.relations.unsettled.{case}", k=count(len(near)))

    @staticmethod
    def _overlaps(top: Pair, other: Pair) -> bool:
        if top.interval is None or other.interval is None or top.r is None or other.r is None:
            return False
        turned = -1 if top.r * other.r < 0 else 1
        low, high = sorted(turned * end for end in other.interval)
        return not apart(top.interval, (low, high))

    def _counted(self) -> Text:
        """How many were tested, and how many of them hold."""
        k = count(len(self._tested))
        if self._many:
            holding = [p for p in self._tested if self._holds(p)]
            case = "all" if len(holding) == len(self._tested) else "some" if holding else "none"
            return both(f"analysis.relations.holm.{case}", k=k, holding=count(len(holding)))
        zero = [p for p in self._tested if p.interval and p.interval[0] <= 0 <= p.interval[1]]
        return both("analysis.relations.plain", k=k, zero=count(len(zero)))

    def _cautions(self, order: list[Pair]) -> Iterator[Caution]:
        yield from self._bases(order)
        if all(is_small(p.n) for p in order):
            return
        yield from overlap_caution(self.dataset, self._close)
        if self._many:
            yield GATES["MULTI_TEST"].caution(k=count(len(self._tested)))
        low = below_convention(self.dataset, self.ids)
        if low:
            names = [name_of(self.dataset.codebook, c.id) for c, _ in low]
            yield GATES["LOW_ALPHA"].caution("attenuated", names=listed(names))
        yield GATES["NONPROB"].caution()

    @staticmethod
    def _bases(order: list[Pair]) -> Iterator[Caution]:
        few = [p for p in order if is_small(p.n)]
        if few and len(few) < len(order):
            yield GATES["SMALL_N"].caution("pairs", k=count(len(few)))
        else:
            yield from base_cautions(min(p.n for p in order))
