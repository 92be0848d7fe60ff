"""Whether the respondents tell the constructs of a model apart: what has to be known before paths between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gates import GATES, is_small
from surveykit.analysis.overlap import Overlap, disattenuated, overlap_caution
from surveykit.analysis.references import HENSELER, SPEARMAN
from surveykit.analysis.statistics.consistency import measured
from surveykit.analysis.statistics.formulas import unvarying
from surveykit.analysis.words import n_text
from surveykit.core.finding import (
    Caution,
    Cell,
    Column,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count

FEWEST = 3


@dataclass(frozen=True, eq=False)
class Distinctness(Question[tuple[Overlap, ...]]):
    """Every pair of the model's constructs: how their scores correlate, as they are and corrected for random error."""

    outcome: str
    constructs: tuple[str, ...]
    """In the order of the model, at least two."""

    analysis = "paths"

    @property
    def id(self) -> str:
        return f"paths.{self.outcome}.distinct"

    @property
    def text(self) -> Text:
        return both("paths.distinct.question")

    @property
    def n(self) -> int:
        return self.dataset.moments(self.constructs).n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self.constructs)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("pearson_r", _of(pair)) for pair in combinations(self.constructs, 2)]

    def needs(self) -> Iterator[Caution]:
        if self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_pairs", n=n_text(self.n), needed=count(FEWEST))
        elif unvarying(self.dataset.moments(self.constructs)):
            yield GATES["NO_VARIANCE"].caution("pairs")

    def estimate(self) -> tuple[Overlap, ...]:
        return self.pairs

    @cached_property
    def pairs(self) -> tuple[Overlap, ...]:
        """All pairs over the respondents who have every score."""
        alphas = {c.id: m.alpha for c, m in measured(self.dataset, self.constructs) if m.alpha > 0 and not m.negative}
        r = np.clip(self.dataset.moments(self.constructs).correlation, -1, 1)
        found = []
        for (i, a), (j, b) in combinations(enumerate(self.constructs), 2):
            own = float(r[i, j])
            corrected = disattenuated(own, alphas[a], alphas[b]) if a in alphas and b in alphas else None
            found.append(Overlap((a, b), self.n, own, corrected))
        return tuple(found)

    @property
    def close(self) -> list[Overlap]:
        """The pairs that pass a convention; none for a small n, or where there is nothing to correlate."""
        if is_small(self.n) or next(self.needs(), None) is not None:
            return []
        return [pair for pair in self.pairs if pair.close]

    def figures(self, numbers: tuple[Overlap, ...]) -> Figures:
        return {
            "pearson_r": lambda: (Estimate("pearson_r", _of(o.pair), o.r, n=o.n) for o in numbers),
            "disattenuated_r": lambda: (
                Estimate("disattenuated_r", _of(o.pair), o.corrected, n=o.n) for o in numbers if o.corrected is not None
            ),
        }

    def method(self) -> Method:
        return Method(both("paths.distinct.method"), "NumPy", np.__version__, {"missing": "listwise"})

    def references(self) -> tuple[str, ...]:
        return (SPEARMAN, HENSELER)

    def present(self, numbers: tuple[Overlap, ...], checks: object) -> Finding:
        cautions = list(overlap_caution(self.dataset, self.close))
        if is_small(self.n):
            cautions = [GATES["SMALL_N"].caution(n=count(self.n))]
        columns = (
            Column(both("analysis.column.pair")),
            Column(both("analysis.column.r"), Style.BOUNDED),
            Column(both("paths.column.corrected"), Style.NUMBER),
        )
        rows = tuple(self._row(pair) for pair in sorted(numbers, key=lambda o: -abs(o.r)))
        note = both("paths.distinct.note", n=n_text(self.n))
        table = Table(both("paths.distinct.table"), columns, rows, (note,))
        said = self._said(len(numbers))
        return self.finding(Sentences(said, said), self.estimates(numbers), table, cautions=cautions)

    def _row(self, found: Overlap) -> tuple[Cell, ...]:
        first, second = (self.dataset.codebook.label(i) for i in found.pair)
        return both("paths.distinct.row", first=first, second=second), found.r, found.corrected

    def _said(self, pairs: int) -> Text:
        if is_small(self.n):
            return both("paths.distinct.small", n=n_text(self.n))
        close = self.close
        if not close:
            return both("paths.distinct.none", pairs=count(pairs))
        return both(f"paths.distinct.{'one' if len(close) == 1 else 'many'}", k=count(len(close)), pairs=count(pairs))


def _of(pair: tuple[str, str]) -> Of:
    first, second = sorted(pair)
    return {"pair": (first, second)}
