"""Everything that is counted about one item: means, shapes, shares. Nothing is computed before it is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.paired import Ends
from surveykit.analysis.statistics.distribution import Boxes, Shape, boxes, missing_reasons, present, shape
from surveykit.analysis.statistics.formulas import Interval, mean_interval, wilson
from surveykit.core.codebook import Level, Variable
from surveykit.core.dataset import Dataset, Spread
from surveykit.core.finding import Of
from surveykit.core.item import Item, Summary
from surveykit.core.language import Text, same
from surveykit.core.numbers import number

COUNTED = (Level.ORDINAL, Level.INTERVAL, Level.RATIO)
"""The levels whose values are averaged."""


@dataclass(frozen=True)
class Mean:
    """One numeric variable: n, mean, SD, quartiles, t interval of the mean."""

    variable: Variable
    spread: Spread
    interval: Interval | None


@dataclass(frozen=True)
class Share:
    """How many of those who answered chose one option; `share` and interval are None where n is too small for them."""

    label: Text
    of: Of
    times: int
    n: int

    @property
    def share(self) -> float | None:
        """0 to 1."""
        return self.times / self.n if self.n >= limit("SMALL_N", "fewest_shares") else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval."""
        return wilson(self.times, self.n) if self.share is not None else None


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers to one item. `n` is how many answered any of it."""

    dataset: Dataset
    item: Item
    summary: Summary
    n: int

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The columns of the item."""
        return self.item.variables()

    @cached_property
    def means(self) -> tuple[Mean, ...]:
        """Of the variables whose values are averaged."""
        return tuple(self._mean(v) for v in self.variables if v.level in COUNTED)

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """Variable -> skewness and kurtosis."""
        return {v.name: shape(present(self.dataset.numbers(v.name))) for v in self.variables if v.level in COUNTED}

    @cached_property
    def boxes(self) -> Mapping[str, Boxes]:
        """Variable on a response scale of four points or more -> its two highest and two lowest points."""
        found = {v.name: boxes(present(self.dataset.numbers(v.name)), points) for v, points in self._scaled}
        return {name: both_ends for name, both_ends in found.items() if both_ends is not None}

    @cached_property
    def points(self) -> tuple[Share, ...]:
        """How often each point of a response scale was chosen."""
        return tuple(self._share(v, same(number(p, 0)), number(p, 0), p) for v, points in self._scaled for p in points)

    @cached_property
    def chosen(self) -> tuple[Share, ...]:
        """How often each option was chosen, or ranked first."""
        shares = [self._share(v, label, of["value"], code) for v in self.variables for label, of, code in options(v)]
        if self.summary.figure is not None and self.summary.figure.kind == "ranks":
            shares += [self._first(v) for v in self.variables]
        return tuple(shares)

    @cached_property
    def missing(self) -> Mapping[str, Mapping[str, int]]:
        """Variable -> why there is no value -> how many."""
        return {v.name: missing_reasons(self.dataset, v.name) for v in self.variables if v.numeric}

    @cached_property
    def rows(self) -> tuple[Mean, ...]:
        """Rows that are answered on one scale, the highest mean first; none where they are not compared."""
        if self.summary.figure is None or self.summary.figure.kind != "likert":
            return ()
        drawn = [m for m in self.means if m.variable.name in self.drawn and m.spread.n]
        if len(drawn) < 2 or any(is_small(m.spread.n) or m.interval is None for m in drawn):
            return ()
        return tuple(sorted(drawn, key=lambda m: -(m.spread.mean or 0.0)))

    @cached_property
    def ends(self) -> Ends | None:
        """The differences of these rows."""
        return Ends.of([m.variable.name for m in self.rows], self.dataset.numbers) if self.rows else None

    @cached_property
    def drawn(self) -> set[object]:
        """The variables whose rows the figure shows: they are answered on one scale."""
        rows = self.summary.figure.data["rows"] if self.summary.figure else ()
        return {row["id"] for row in rows} if isinstance(rows, Sequence) else set()

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[float, int]]:
        return {v.name: self.dataset.counts(v.name) for v in self.variables if v.numeric}

    @property
    def _scaled(self) -> Iterator[tuple[Variable, tuple[int, ...]]]:
        for variable in self.variables:
            scale = self.item.scale_of(variable.name) if variable.level in COUNTED else None
            if scale is not None:
                yield variable, tuple(sorted(scale.points))

    def _mean(self, variable: Variable) -> Mean:
        spread = self.dataset.spread(variable.name)
        return Mean(variable, spread, mean_interval(spread.mean, spread.sd, spread.n))

    def _share(self, variable: Variable, label: Text, value: str, code: int) -> Share:
        times = self._counts[variable.name].get(float(code), 0)
        return Share(label, {"variable": variable.name, "value": value}, times, self.dataset.answered(variable.name))

    def _first(self, variable: Variable) -> Share:
        """The share of all who ranked anything that put this option first."""
        times = self._counts[variable.name].get(1.0, 0)
        return Share(variable.label, {"variable": variable.name, "value": "1"}, times, self.n)


def options(variable: Variable) -> list[tuple[Text, dict[str, str], int]]:
    """The answers of a nominal variable whose shares are wanted: label, object, code. Of a tick box only the tick."""
    if variable.level is not Level.NOMINAL:
        return []
    if set(variable.values) == {0, 1} and not variable.stored:
        return [(variable.label, {"variable": variable.name, "value": "1"}, 1)]
    return [
        (label, {"variable": variable.name, "value": value_id(variable, code)}, code)
        for code, label in variable.values.items()
    ]


def value_id(variable: Variable, code: float) -> str:
    """A value of a variable as an id: what a response stores, else the number.

    >>> value_id(Variable("how", "how", {}, Level.NOMINAL, stored={"phone": 1}), 1)
    'phone'
    """
    return next((id for id, known in variable.stored.items() if known == code), number(code, 0))
