"""Which claims still hold when everything that was asked is corrected for: what a summary may say."""

from collections.abc import Iterable, Sequence

from surveykit.core.finding import Finding

LEVEL = 0.05


def holm(ps: Sequence[float]) -> list[float]:
    """p values adjusted for their number (Holm, 1979), in the same order. R: p.adjust(p, "holm").

    >>> [round(p, 10) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    adjusted, largest = [0.0] * len(ps), 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[at]))
        adjusted[at] = largest
    return adjusted


def least(ps: Sequence[float]) -> float | None:
    """The smallest of several p values after Holm's correction for their number: the p of «at least one of these».

    >>> least([0.01, 0.04, 0.03]), least([])
    (0.03, None)
    """
    return min(holm(ps), default=None)


def holding(findings: Iterable[Finding]) -> frozenset[str]:
    """The ids of the findings whose claim holds at LEVEL after Holm's correction for all claims among them."""
    made = [(finding.id, finding.claim) for finding in findings if finding.claim is not None]
    adjusted = holm([p for _, p in made])
    return frozenset(id for (id, _), p in zip(made, adjusted, strict=True) if p < LEVEL)
