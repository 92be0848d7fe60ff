"""p values that allow for how many were computed."""

from collections.abc import Sequence
from typing import Literal

from surveykit.core.claims import holm

Correction = Literal["holm", "benjamini_hochberg", "bonferroni", "none"]


def adjusted(ps: Sequence[float], correction: Correction) -> list[float]:
    """The p values after a correction for their number, in the same order. R: p.adjust.

    >>> adjusted([0.01, 0.04, 0.03], "bonferroni"), adjusted([0.01, 0.04, 0.03], "none")
    ([0.03, 0.12, 0.09], [0.01, 0.04, 0.03])
    """
    if correction == "holm":
        return holm(ps)
    if correction == "benjamini_hochberg":
        return benjamini_hochberg(ps)
    return [min(1.0, len(ps) * p) for p in ps] if correction == "bonferroni" else list(ps)


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Adjusted so that the expected share of false discoveries stays below the level (Benjamini & Hochberg, 1995).

    >>> [round(p, 10) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    found, least = [0.0] * len(ps), 1.0
    for rank, at in sorted(enumerate(sorted(range(len(ps)), key=ps.__getitem__), 1), reverse=True):
        least = min(least, len(ps) / rank * ps[at])
        found[at] = least
    return found
