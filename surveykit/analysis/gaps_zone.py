"""The zone of tolerance: whether what is perceived lies between what would just do and what is desired."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gap_numbers import Pair
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.paired import Difference, difference
from surveykit.analysis.references import HOLM, PARASURAMAN_1994
from surveykit.analysis.statistics.formulas import LEVEL, wilson
from surveykit.analysis.statistics.multiplicity import adjusted
from surveykit.analysis.words import called, n_text, sentences, several
from surveykit.core.finding import (
    AssumptionCheck,
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

Place = Literal["below", "inside", "above", "open"]
FEWEST = 2
"""Respondents for an interval."""
PLACES: tuple[Place, ...] = ("below", "inside", "above", "open")


@dataclass(frozen=True)
class Zone:
    """One pair over the respondents who have all three. `adequacy`: perceived less adequate; `superiority`: less
    desired.

    `inside`: how many of them perceive something between the two, ends included.
    """

    pair: Pair
    means: tuple[float, float, float]
    adequacy: Difference
    superiority: Difference
    inside: int
    place: Place = "open"

    @property
    def n(self) -> int:
        """How many have all three."""
        return self.adequacy.n


def zone_of(pair: Pair, adequate: np.ndarray, desired: np.ndarray, perceived: np.ndarray) -> Zone | None:
    """The zone of columns with NaN where missing; None where nobody has all three."""
    rows = np.column_stack([adequate, desired, perceived])
    rows = rows[~np.isnan(rows).any(axis=1)]
    first, second = (difference((pair.perceived, pair.expected), rows[:, 2], rows[:, at]) for at in (0, 1))
    if first is None or second is None:
        return None
    low, desire, own = (float(np.sort(column).mean()) for column in rows.T)
    within = int(((rows[:, 2] >= rows[:, 0]) & (rows[:, 2] <= rows[:, 1])).sum())
    return Zone(pair, (low, desire, own), first, second, within)


@dataclass(frozen=True, eq=False)
class ToleranceZone(Question[tuple[Zone, ...]]):
    """Whether what is perceived lies in the zone of tolerance, for each pair."""

    pairs: tuple[Pair, ...]
    adequate: Mapping[str, str]

    analysis = "gaps"

    @property
    def id(self) -> str:
        return "gaps.zone"

    @property
    def text(self) -> Text:
        return both("gaps.zone.question")

    @cached_property
    def _zones(self) -> tuple[Zone, ...]:
        numbers = self.dataset.numbers
        sides = (
            (p, numbers(self.adequate[p.perceived]), numbers(p.expected), numbers(p.perceived)) for p in self.pairs
        )
        found = [zone for side in sides if (zone := zone_of(*side)) is not None]
        return tuple(self._placed(found))

    @staticmethod
    def _placed(zones: list[Zone]) -> Iterator[Zone]:
        """Where each lies, by p corrected (Holm) for all differences of all zones."""
        differences = [d for z in zones for d in (z.adequacy, z.superiority) if d.p is not None]
        corrected = iter(adjusted([d.p or 0.0 for d in differences], "holm"))
        level = limit("NONSIG", "level")
        for z in zones:
            signs = []
            for d in (z.adequacy, z.superiority):
                shown = next(corrected) < level if d.p is not None else d.mean != 0
                signs.append(0 if not shown else 1 if d.mean > 0 else -1)
            place: Place = "open"
            if signs[0] < 0:
                place = "below"
            elif signs[1] > 0:
                place = "above"
            elif signs == [1, -1]:
                place = "inside"
            yield Zone(z.pair, z.means, z.adequacy, z.superiority, z.inside, place)

    @cached_property
    def n(self) -> int:
        columns = [[*(self.dataset.numbers(i) for i in self._ids(p))] for p in self.pairs]
        present = np.any([~np.isnan(np.column_stack(own)).any(axis=1) for own in columns], axis=0)
        return int(present.sum())

    def _ids(self, pair: Pair) -> tuple[str, str, str]:
        return self.adequate[pair.perceived], pair.expected, pair.perceived

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("gaps.excluded"), left),) if left else ()

    def _of(self, pair: Pair) -> dict[str, str | tuple[str, ...]]:
        return {
            "perceived": pair.perceived,
            "desired": pair.expected,
            "adequate": self.adequate[pair.perceived],
        }

    def wanted(self) -> list[tuple[str, Of]]:
        names = ("adequacy_gap", "superiority_gap")
        return [(name, self._of(pair)) for pair in self.pairs for name in names]

    def needs(self) -> Iterator[Caution]:
        if self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_gap", n=n_text(self.n), needed=count(FEWEST))

    def estimate(self) -> tuple[Zone, ...]:
        return self._zones

    def figures(self, numbers: tuple[Zone, ...]) -> Figures:
        return {
            "adequacy_gap": lambda: self._gaps("adequacy_gap", numbers),
            "superiority_gap": lambda: self._gaps("superiority_gap", numbers),
            "share_in_zone": lambda: self._shares(numbers),
        }

    def _gaps(self, name: str, zones: tuple[Zone, ...]) -> Iterator[Estimate]:
        for z in zones:
            d = z.adequacy if name == "adequacy_gap" else z.superiority
            level, df = LEVEL if d.interval else None, float(d.n - 1) if d.t is not None else None
            yield Estimate(name, self._of(z.pair), d.mean, d.interval, level, d.t, df, d.p, n=d.n)

    def _shares(self, zones: tuple[Zone, ...]) -> Iterator[Estimate]:
        for z in zones:
            if z.n >= limit("SMALL_N", "fewest_shares"):
                inside = wilson(z.inside, z.n)
                yield Estimate("share_in_zone", self._of(z.pair), z.inside / z.n, inside, LEVEL, n=z.n)

    def method(self) -> Method:
        options = {"level": LEVEL, "correction": "holm", "missing": "listwise"}
        return Method(both("gaps.zone.method"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (PARASURAMAN_1994, HOLM)

    def present(self, numbers: tuple[Zone, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        few = is_small(min(z.n for z in numbers))
        short = both("gaps.few", n=n_text(self.n)) if few else self._said(numbers)
        cautions = list(base_cautions(min(z.n for z in numbers)))
        estimates = self.estimates(numbers)
        return self.finding(Sentences(short, short), estimates, self._table(numbers, few), None, checks, cautions)

    def _said(self, zones: tuple[Zone, ...]) -> Text:
        by_place = {place: [z for z in zones if z.place == place] for place in PLACES}
        said = [
            several(f"gaps.zone.{place}", [called(self.dataset.codebook, z.pair.perceived) for z in found])
            for place, found in by_place.items()
            if found
        ]
        return sentences(*said)

    def _table(self, zones: tuple[Zone, ...], few: bool) -> Table:
        columns = (
            Column(both("gaps.column.dimensions")),
            Column(both("analysis.column.n"), Style.COUNT),
            *(Column(both(f"gaps.zone.column.{name}"), Style.NUMBER) for name in ("adequate", "perceived", "desired")),
            *(() if few else (Column(both("gaps.zone.column.adequacy_ci"), Style.NUMBER),)),
            *(() if few else (Column(both("gaps.zone.column.superiority_ci"), Style.NUMBER),)),
            Column(both("gaps.zone.column.inside"), Style.PERCENT, 0),
        )
        rows: list[tuple[Cell, ...]] = []
        for z in zones:
            tests = () if few else (z.adequacy.interval, z.superiority.interval)
            shown = z.n >= limit("SMALL_N", "fewest_shares")
            adequate, desired, own = z.means
            label = self.dataset.codebook.label(z.pair.perceived)
            rows.append((label, z.n, adequate, own, desired, *tests, z.inside / z.n if shown else None))
        return Table(both("gaps.zone.table"), columns, tuple(rows), (both("gaps.zone.note"),))
