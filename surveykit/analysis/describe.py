"""Description: means of all constructs, and the answers to every item."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import scipy

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.answers import ItemAnswers
from surveykit.analysis.construct_spreads import ConstructSpreads, ScoresQuestion, scale_of
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.paired import Ends
from surveykit.analysis.references import HOLM, NORMAN, TERWEE
from surveykit.analysis.statistics.formulas import LEVEL, Interval, mean_interval
from surveykit.analysis.words import base, ci, listed, n_text, name_of, sentences
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset, Spread
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.item import Item
from surveykit.core.language import Text, both, say
from surveykit.core.numbers import number, percent

_SAME = 9
"""Means that agree to so many decimals are equal: what is left is rounding, which hangs on the order of the rows."""


@analysis("describe")
@dataclass(frozen=True)
class Describe(Analysis):
    """Mean and spread of every construct, then the answers to each item. No options.

    ```yaml
    - describe
    ```
    """

    def questions(self, dataset: Dataset) -> Iterator["ConstructMeans | ConstructSpreads | ItemAnswers"]:
        if dataset.codebook.constructs:
            yield ConstructMeans(dataset)
            yield ConstructSpreads(dataset)
        asked = Counter(say(item.text, "en") for item in dataset.questionnaire.items)
        for section in dataset.questionnaire.sections:
            for _, run in groupby(section.items, key=_place):
                items = list(run)
                alone = len(items) == 1
                item = items[0] if alone else items[0].together(items, section.title)
                place = section.title if asked[say(item.text, "en")] > 1 else None
                answers = ItemAnswers(dataset, item, section.role == "background", place)
                if answers.summary is not None:
                    yield answers


def _place(item: Item) -> Hashable:
    """Equal for neighbours that are described together; an item that stands alone equals itself only."""
    shared = item.neighbours()
    return item.id if shared is None else (item.kind, shared)


@dataclass(frozen=True)
class Level:
    """One construct's scores: n, mean, SD, t interval of the mean, and the shares at both ends of the scale."""

    construct: Construct
    spread: Spread
    interval: Interval | None
    lowest: float
    highest: float

    @property
    def steady(self) -> Interval | None:
        """The interval, where there are enough respondents to show one."""
        return None if is_small(self.spread.n) else self.interval

    @property
    def shown(self) -> tuple[Cell, ...]:
        """n, mean and SD as table cells."""
        return self.spread.n, self.spread.mean, self.spread.sd

    @property
    def mean(self) -> float:
        """The mean; asked for only where somebody has a score."""
        assert self.spread.mean is not None
        return self.spread.mean


@dataclass(frozen=True, eq=False)
class Levels:
    """All constructs, and what is compared of them."""

    dataset: Dataset
    all: tuple[Level, ...]
    comparable: bool

    @cached_property
    def order(self) -> list[Level]:
        """Those with scores, from the highest mean where they are compared."""
        scored = [v for v in self.all if v.spread.n]
        return sorted(scored, key=lambda v: -round(v.mean, _SAME)) if self._steady(scored) else scored

    @cached_property
    def ends(self) -> Ends | None:
        """The highest and the lowest mean compared with the others."""
        return Ends.of([v.construct.id for v in self.order], self.dataset.numbers) if self._steady(self.order) else None

    def _steady(self, levels: list[Level]) -> bool:
        return self.comparable and len(levels) > 1 and all(v.interval and not is_small(v.spread.n) for v in levels)


@dataclass(frozen=True, eq=False)
class ConstructMeans(ScoresQuestion[Levels]):
    """Where the constructs stand, side by side."""

    @property
    def id(self) -> str:
        return "describe.constructs"

    @property
    def text(self) -> Text:
        return both("analysis.describe.question")

    def wanted(self) -> list[tuple[str, Of]]:
        constructs = self.dataset.codebook.constructs
        return [(name, {"construct": c.id}) for c in constructs for name in ("mean", "sd")]

    def estimate(self) -> Levels:
        levels = tuple(self._level(c) for c in self.dataset.codebook.constructs)
        return Levels(self.dataset, levels, self.scale is not None)

    def _level(self, construct: Construct) -> Level:
        spread, scale = self.dataset.spread(construct.id), scale_of(self.dataset, construct)
        scores = self.dataset.numbers(construct.id)
        at = [float((scores == end).sum()) / spread.n if scale and spread.n else 0.0 for end in scale or (0, 0)]
        return Level(construct, spread, mean_interval(spread.mean, spread.sd, spread.n), *at)

    @cached_property
    def scale(self) -> Interval | None:
        """The range of all constructs, if they share one: only then are their means compared."""
        scales = {scale_of(self.dataset, c) for c in self.dataset.codebook.constructs}
        return next(iter(scales)) if len(scales) == 1 else None

    def method(self) -> Method:
        text = both("analysis.describe.method")
        return Method(text, "SciPy", scipy.__version__, {"level": LEVEL, "sd": "n_minus_1"})

    def references(self) -> tuple[str, ...]:
        return (NORMAN, TERWEE, HOLM)

    def figures(self, numbers: Levels) -> Figures:
        return {
            "mean": lambda: map(self._mean, numbers.all),
            "sd": lambda: map(self._sd, numbers.all),
            "share": lambda: self._crowded(numbers.all),
            "mean_difference": lambda: self._differences(numbers, "mean_difference"),
            "holm_p": lambda: self._differences(numbers, "holm_p"),
        }

    @staticmethod
    def _mean(level: Level) -> Estimate:
        spread = level.spread
        nobody = both("analysis.reason.nobody") if not spread.n else None
        inside = LEVEL if level.interval else None
        of = {"construct": level.construct.id}
        return Estimate("mean", of, spread.mean, level.interval, inside, n=spread.n, reason=nobody)

    @staticmethod
    def _sd(level: Level) -> Estimate:
        spread = level.spread
        case = "nobody" if not spread.n else "one_value" if spread.sd is None else None
        reason = both(f"analysis.reason.{case}") if case else None
        return Estimate("sd", {"construct": level.construct.id}, spread.sd, n=spread.n, reason=reason)

    @staticmethod
    def _differences(levels: Levels, name: str) -> Iterator[Estimate]:
        yield from (e for e in (levels.ends.estimates() if levels.ends else ()) if e.name == name)

    def present(self, numbers: Levels, checks: tuple[AssumptionCheck, ...]) -> Finding:
        order, ends = numbers.order, numbers.ends
        return self.finding(
            self._compared(order, ends) if ends else self._listed(order),
            self.estimates(numbers),
            self._table(numbers.all),
            self._figure(order, self._title(order, ends)) if self.scale else None,
            checks,
            [
                *base_cautions(self.n),
                *keying_caution(self.dataset, [level.construct.id for level in numbers.all]),
                *self._ceilings(numbers.all),
            ],
            headline=ends is not None and ends.apart,
            claim=ends.claim if ends else None,
        )

    def _crowded(self, levels: tuple[Level, ...]) -> Iterator[Estimate]:
        """The shares at an end of the scale that a caution names."""
        for end, at in (("highest", 1), ("lowest", 0)):
            for level, share in self._at(levels, end):
                scale = scale_of(self.dataset, level.construct)
                if scale:
                    value = number(scale[at], 0)
                    of = {"construct": level.construct.id, "value": value}
                    yield Estimate("share", of, share, n=level.spread.n)

    @staticmethod
    def _at(levels: tuple[Level, ...], end: str) -> list[tuple[Level, float]]:
        """The constructs of which too many respondents are at one end of the scale, with their share."""
        shares = [(v, v.highest if end == "highest" else v.lowest) for v in levels if not is_small(v.spread.n)]
        return [(v, share) for v, share in shares if share > limit("CEILING", "share")]

    def _title(self, order: list[Level], ends: Ends | None) -> Text:
        case = "listed" if ends is None else "apart" if ends.apart else "alike"
        names = {"top": self._named(order[0]), "bottom": self._named(order[-1])}
        return both(f"analysis.describe.title.{case}", **names)

    def _table(self, levels: tuple[Level, ...]) -> Table:
        sure = any(v.steady for v in levels)
        columns = (
            Column(both("analysis.column.construct")),
            Column(both("analysis.column.items"), Style.COUNT),
            Column(both("analysis.column.scale")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("analysis.column.mean"), Style.NUMBER),
            Column(both("analysis.column.sd"), Style.NUMBER),
            *((Column(both("analysis.column.ci"), Style.NUMBER),) if sure else ()),
        )
        rows = tuple(
            (v.construct.label, len(v.construct.items), self._scale_text(v.construct), *v.shown)
            + ((v.steady,) if sure else ())
            for v in levels
        )
        notes = () if self.scale else (both("analysis.describe.scales_differ"),)
        return Table(both("analysis.describe.table"), columns, rows, notes)

    def _scale_text(self, construct: Construct) -> Text | None:
        scale = scale_of(self.dataset, construct)
        return both("analysis.scale", low=number(scale[0], 0), high=number(scale[1], 0)) if scale else None

    def _figure(self, order: list[Level], title: Text) -> Figure:
        assert self.scale is not None
        low, high = self.scale
        rows = [
            {"id": v.construct.id, "label": v.construct.label, "value": v.mean, "interval": v.steady}
            | {"hollow": False, "note": None if v.spread.n == self.n else n_text(v.spread.n)}
            for v in order
        ]
        case = "axis" if any(v.steady for v in order) else "axis_plain"
        axis = both(f"analysis.describe.{case}", low=number(low, 0), high=number(high, 0))
        data = {"rows": rows, "axis": axis, "range": [low, high], "zero": False, "style": "number", "places": 2}
        return Figure("intervals", title, data, base(self.n))

    def _named(self, level: Level) -> Text:
        return name_of(self.dataset.codebook, level.construct.id)

    def _with_mean(self, level: Level) -> Text:
        inside = ci(level.interval) if level.interval and not is_small(level.spread.n) else n_text(level.spread.n)
        return both("analysis.describe.of", name=self._named(level), mean=number(level.mean), inside=inside)

    def _listed(self, order: list[Level]) -> Sentences:
        """Means without comparison: too few answers, or scales that differ."""
        n = n_text(self.n)
        full = both("analysis.describe.means", means=listed([self._with_mean(v) for v in order]), n=n)
        short = both("analysis.describe.means_short", k=len(order), n=n)
        return Sentences(short, full if self.scale else sentences(full, both("analysis.describe.scales_differ")))

    def _compared(self, order: list[Level], ends: Ends) -> Sentences:
        assert self.scale is not None
        low, high = (number(end, 0) for end in self.scale)
        values = {"low": low, "high": high, "n": n_text(self.n)}
        top, bottom = self._with_mean(order[0]), self._with_mean(order[-1])
        whole = ends.whole
        if whole is None or not ends.apart:
            inside = both("analysis.inside.1", a=whole.said) if whole and whole.interval else n_text(self.n)
            said = both("analysis.describe.alike", top=top, bottom=bottom, inside=inside, **values)
            return Sentences(said, sentences(said, both("analysis.describe.items_differ")))
        names = {"top": self._named(order[0]), "bottom": self._named(order[-1])}
        short = sentences(
            both("analysis.describe.apart", size=whole.size, inside=whole.said, **names, **values),
            both("analysis.describe.items_differ"),
        )
        named = {v.construct.id: self._named(v) for v in order}
        return Sentences(short, sentences(short, *ends.words(named.__getitem__)))

    def _ceilings(self, levels: tuple[Level, ...]) -> Iterator[Caution]:
        for case, end in (("ceiling", "highest"), ("floor", "lowest")):
            crowded = self._at(levels, end)
            names = [both("analysis.describe.share", name=self._named(v), share=percent(share)) for v, share in crowded]
            if names:
                yield GATES["CEILING"].caution(case, names=listed(names))
