"""Weights: respondents are weighted so that the shares of groups are those that the plan states (raking).

Nothing is weighted unless the plan says so, and only analyses that say that they are weighted use the weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Codebook, Variable
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.document import did_you_mean
from surveykit.core.numbers import number, percent
from surveykit.core.plan import Weights
from surveykit.errors import AnalystError, Problem, raise_all

CLOSE = 1e-10
"""Raking ends when no weight changes by a larger part of itself in a round."""
MOST_ROUNDS = 5_000
MOST_TRIMS = 500
ROUNDED = 0.002
"""Stated shares may add up to 1 with this error; they are then divided by their sum."""

MOST_MISSED = 0.05
"""Trimmed weights are refused where a share is further from its target: from such a discrepancy on, the procedure of
the American National Election Studies weights by a variable at all (DeBell & Krosnick, 2009; `pctlim` of anesrake)."""

Fault = tuple[str, dict[str, object]]
Places = NDArray[np.intp]


def weight_faults(weights: Weights, codebook: Codebook) -> Iterator[Fault]:
    """What is wrong with the plan's weights, before any data are read."""
    if not weights.margins:
        yield "weights-no-margins", {}
    for name, shares in weights.margins.items():
        known = [v.name for v in codebook.variables if v.stored]
        if name not in known:
            yield "weights-no-options", {"name": name, "hint": did_you_mean(name, known)}
            continue
        options = codebook.by_name[name].stored
        for option in shares:
            if option not in options:
                yield "weights-unknown-option", {"name": name, "option": option, "hint": did_you_mean(option, options)}
        if any(not 0 < share < 1 for share in shares.values()):
            yield "weights-bad-share", {"name": name}
        elif abs(sum(shares.values()) - 1) > ROUNDED:
            yield "weights-not-one", {"name": name}
    if weights.trim and not (len(weights.trim) == 2 and 0 <= weights.trim[0] < 1 < weights.trim[1]):
        yield "weights-bad-trim", {}


@dataclass(frozen=True, eq=False)
class Margin:
    """One variable: its codes with their target shares, which add up to 1."""

    variable: Variable
    codes: tuple[int, ...]
    targets: Floats

    @classmethod
    def of(cls, variable: Variable, shares: Mapping[str, float]) -> "Margin":
        """From option ids with their stated shares."""
        targets = np.array(list(shares.values()))
        return cls(variable, tuple(variable.stored[option] for option in shares), targets / targets.sum())

    def places(self, values: Floats) -> Places:
        """Which of the codes each respondent has; -1 for none of them."""
        found = np.full(len(values), -1, dtype=np.intp)
        for at, code in enumerate(self.codes):
            found[values == code] = at
        return found


@dataclass(frozen=True, eq=False)
class Weighting:
    """The weights of all respondents (n, mean 1; NaN for who lacks a margin), and what they are made from."""

    margins: tuple[Margin, ...]
    places: tuple[Places, ...]
    trim: tuple[float, ...]
    weights: Floats
    trimmed: int

    @property
    def aims(self) -> dict[str, dict[int, float]]:
        """Variable -> code -> the share that it is weighted to."""
        return {m.variable.name: dict(zip(m.codes, m.targets.tolist(), strict=True)) for m in self.margins}

    @property
    def known(self) -> NDArray[np.bool_]:
        """Who has a weight."""
        return ~np.isnan(self.weights)

    @cached_property
    def own(self) -> Floats:
        """The weights there are."""
        return self.weights[self.known]

    @property
    def effective(self) -> float:
        """How many respondents without weights would be as precise (Kish, 1965)."""
        return float(self.own.sum() ** 2 / (self.own**2).sum())

    def shares(self, at: int, weighted: bool) -> Floats:
        """The shares of a margin's categories among those who have a weight."""
        place = self.places[at][self.known]
        found = np.bincount(place, self.own if weighted else None, len(self.margins[at].codes))
        return np.asarray(found / found.sum(), dtype=np.float64)

    @property
    def largest_miss(self) -> float:
        """How far the weighted shares are from the targets, at most."""
        margins = enumerate(self.margins)
        return max(float(np.abs(self.shares(at, True) - margin.targets).max()) for at, margin in margins)


def weigh(dataset: Dataset, weights: Weights) -> Weighting:
    """Weights by raking (Deming & Stephan, 1940), trimmed if the plan says so and raked again.

    Raises AnalystError if the margins cannot be met: a category that nobody is in, margins that contradict each other
    in these data, or bounds that leave some share further than MOST_MISSED from its target.
    """
    margins = tuple(Margin.of(dataset.variable(name), shares) for name, shares in weights.margins.items())
    places = tuple(margin.places(dataset.numbers(margin.variable.name)) for margin in margins)
    known = np.all([place >= 0 for place in places], axis=0)
    raise_all(AnalystError, list(_empty(margins, places, known)))
    targets = [margin.targets for margin in margins]
    inside = [place[known] for place in places]
    raked = rake(inside, targets)
    if raked is None:
        names = tuple(margin.variable.name for margin in margins)
        raise AnalystError.of("weights-not-reached", names=names, rounds=MOST_ROUNDS)
    own, trimmed = (_trimmed(raked, inside, targets, weights.trim)) if weights.trim else (raked, 0)
    whole = np.full(dataset.n, np.nan)
    whole[known] = own
    found = Weighting(margins, places, weights.trim, whole, trimmed)
    raise_all(AnalystError, list(_missed(found)))
    return found


def _missed(found: Weighting) -> Iterator[Problem]:
    """The categories that stay too far from their targets."""
    for at, margin in enumerate(found.margins):
        options = {code: option for option, code in margin.variable.stored.items()}
        shares = zip(margin.codes, margin.targets.tolist(), found.shares(at, True).tolist(), strict=True)
        for code, target, reached in shares:
            if abs(reached - target) > MOST_MISSED:
                said = {"target": percent(target, 1), "reached": percent(reached, 1)}
                low, high = (number(bound) for bound in found.trim)
                names = {"name": margin.variable.name, "option": options[code]}
                yield Problem("weights-missed", values={**names, **said, "low": low, "high": high})


def _empty(margins: Sequence[Margin], places: Sequence[Places], known: NDArray[np.bool_]) -> Iterator[Problem]:
    if not known.any():
        yield Problem("weights-nobody", values={"names": tuple(m.variable.name for m in margins)})
        return
    for margin, place in zip(margins, places, strict=True):
        times = np.bincount(place[known], minlength=len(margin.codes))
        options = {code: option for option, code in margin.variable.stored.items()}
        for code, n in zip(margin.codes, times, strict=True):
            if not n:
                yield Problem("weights-empty", values={"name": margin.variable.name, "option": options[code]})


def rake(places: Sequence[Places], targets: Sequence[Floats], start: Floats | None = None) -> Floats | None:
    """Weights (mean 1) with which the categories have their target shares; None if there are no such weights.

    `places` has for each margin the category of each respondent; every category occurs. R: survey::rake.

    >>> rake([np.array([0, 0, 0, 1])], [np.array([0.5, 0.5])]).round(4).tolist()
    [0.6667, 0.6667, 0.6667, 2.0]
    """
    n = len(places[0])
    weights = np.ones(n) if start is None else start
    for _ in range(MOST_ROUNDS):
        before = weights
        for place, target in zip(places, targets, strict=True):
            sums = np.bincount(place, weights, len(target))
            if not (sums > 0).all():
                return None
            weights = weights * (target * n / sums)[place]
        if float(np.abs(weights - before).max()) < CLOSE * float(weights.max()):
            return weights if _met(weights, places, targets) else None
    return None


def _met(weights: Floats, places: Sequence[Places], targets: Sequence[Floats]) -> bool:
    shares = (
        np.bincount(place, weights, len(target)) / len(weights) for place, target in zip(places, targets, strict=True)
    )
    return all(np.allclose(share, target, atol=1e-8, rtol=0) for share, target in zip(shares, targets, strict=True))


def _trimmed(
    raked: Floats, places: Sequence[Places], targets: Sequence[Floats], trim: tuple[float, ...]
) -> tuple[Floats, int]:
    """Weights cut to the bounds and raked again, in turn, until both hold; else those of the last cut. And how many lie
    on a bound."""
    low, high = trim
    weights = raked
    for _ in range(MOST_TRIMS):
        cut = np.clip(weights, low, high)
        if float(np.abs(cut - weights).max()) < CLOSE:
            break
        again = rake(places, targets, cut)
        if again is None:
            break
        weights = again
    cut = np.clip(weights, low, high)
    return cut, int(((raked < low) | (raked > high)).sum())
