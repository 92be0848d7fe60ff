"""Constructs that the respondents may hardly tell apart: their scores correlate highly, as they are or without error.

Spearman's (1904) correction r / sqrt(alpha_a alpha_b) says how two scores would correlate without random error, if
alpha is their reliability and their errors are independent. As an estimate it can pass 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from surveykit.analysis.gates import GATES, is_small, limit
from surveykit.analysis.statistics.consistency import measured
from surveykit.analysis.statistics.formulas import unvarying
from surveykit.analysis.words import name_of, semicolons, stat
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Caution, Estimate
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded


@dataclass(frozen=True)
class Overlap:
    """Two constructs: r of their scores, and r corrected for random error (None where one has no alpha)."""

    pair: tuple[str, str]
    n: int
    r: float
    corrected: float | None

    @property
    def close(self) -> bool:
        """Whether one of the conventions is passed."""
        return abs(self.r) > limit("OVERLAP", "most") or abs(self.corrected or 0.0) > limit("OVERLAP", "corrected")


def disattenuated(r: float, first: float, second: float) -> float:
    """r corrected for the reliabilities (above 0) of both scores.

    >>> round(disattenuated(0.60, 0.80, 0.90), 4)
    0.7071
    """
    return r / float((first * second) ** 0.5)


def overlaps(dataset: Dataset, ids: Sequence[str]) -> list[Overlap]:
    """The pairs of these constructs that pass a convention, over those who have both scores; none for a small n."""
    constructs = [i for i in ids if i in dataset.codebook.construct_by_id]
    alphas = {c.id: m.alpha for c, m in measured(dataset, constructs) if m.alpha > 0 and not m.negative}
    found = (_overlap(dataset, pair, alphas) for pair in combinations(constructs, 2))
    return [o for o in found if o is not None and o.close]


def _overlap(dataset: Dataset, pair: tuple[str, str], alphas: dict[str, float]) -> Overlap | None:
    moments = dataset.moments(sorted(pair))
    if is_small(moments.n) or unvarying(moments):
        return None
    r = float(np.clip(moments.correlation[0, 1], -1, 1))
    known = all(i in alphas for i in pair)
    return Overlap(pair, moments.n, r, disattenuated(r, alphas[pair[0]], alphas[pair[1]]) if known else None)


def overlap_caution(dataset: Dataset, found: Sequence[Overlap]) -> Iterator[Caution]:
    """The caution that names the pairs with their figures, if there are any."""
    if found:
        yield GATES["OVERLAP"].caution(pairs=semicolons([_said(dataset, o) for o in found]))


def _said(dataset: Dataset, found: Overlap) -> Text:
    first, second = (name_of(dataset.codebook, i) for i in found.pair)
    r = stat("r", value=bounded(found.r))
    if found.corrected is None:
        return both("analysis.overlap.pair", first=first, second=second, r=r)
    at_limit = (p for p in (2, 3, 4) if bounded(found.corrected, p) != bounded(limit("OVERLAP", "corrected"), p))
    corrected = bounded(found.corrected, next(at_limit, 5))
    return both("analysis.overlap.corrected", first=first, second=second, r=r, corrected=corrected)


def overlap_estimates(found: Sequence[Overlap]) -> Iterator[Estimate]:
    """The corrected correlations that the caution names."""
    for o in found:
        if o.corrected is not None:
            first, second = sorted(o.pair)
            yield Estimate("disattenuated_r", {"pair": (first, second)}, o.corrected, n=o.n)
