"""How the scores of the constructs spread: median, skewness, kurtosis, and the shares at both ends of the scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures, Numbers, Question
from surveykit.analysis.answers_table import counted
from surveykit.analysis.gates import GATES, base_cautions, is_small
from surveykit.analysis.references import JOANES, WILSON
from surveykit.analysis.statistics.distribution import BOX, Boxes, Part, Shape, boxes, missing_reasons, present, shape
from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.analysis.words import ci, listed, n_text, name_of, sentences
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset
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
from surveykit.core.numbers import number, percent

STRONG = 1.0
"""From this skewness on (in size) the sentence names a construct."""
SHARES = ("top_box", "bottom_box")


def scale_of(dataset: Dataset, construct: Construct) -> Interval | None:
    """The range that a construct's scores can take, if all its items share one."""
    bounds = {(v.minimum, v.maximum) for v in map(dataset.variable, construct.items)}
    low, high = next(iter(bounds))
    return (low, high) if len(bounds) == 1 and low is not None and high is not None else None


@dataclass(frozen=True, eq=False)
class ScoreSpread:
    """One construct's scores. `boxes` is None where its items do not share a scale of four points or more."""

    dataset: Dataset
    construct: Construct

    @cached_property
    def _values(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        return present(self.dataset.numbers(self.construct.id))

    @cached_property
    def n(self) -> int:
        """How many have a score."""
        return len(self._values)

    @cached_property
    def median(self) -> float | None:
        """The middle score."""
        return float(np.median(self._values)) if self.n else None

    @cached_property
    def shape(self) -> Shape:
        """Skewness and kurtosis."""
        return shape(self._values)

    @cached_property
    def boxes(self) -> Boxes | None:
        """The two highest and the two lowest points of the scale."""
        scale = scale_of(self.dataset, self.construct)
        steps = scale is not None and all(end.is_integer() for end in map(float, scale))
        return boxes(self._values, range(int(scale[0]), int(scale[1]) + 1)) if scale and steps else None

    @cached_property
    def missing(self) -> Mapping[str, int]:
        """Why the others have none."""
        return missing_reasons(self.dataset, self.construct.id)


Spreads = tuple[ScoreSpread, ...]


@dataclass(frozen=True, eq=False)
class ScoresQuestion(Question[Numbers]):
    """A question about the scores of all constructs: it rests on whoever has any."""

    analysis = "describe"

    @cached_property
    def _scored(self) -> int:
        columns = [np.isnan(self.dataset.numbers(c.id)) for c in self.dataset.codebook.constructs]
        return self.dataset.n - int(np.all(columns, axis=0).sum())

    @property
    def n(self) -> int:
        return self._scored

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("missing.no_score"), left),) if left else ()

    def needs(self) -> Iterator[Caution]:
        if self.n == 0:
            yield GATES["SMALL_N"].caution("no_scores")


@dataclass(frozen=True, eq=False)
class ConstructSpreads(ScoresQuestion[Spreads]):
    """How the scores of each construct are distributed."""

    @property
    def id(self) -> str:
        return "describe.spreads"

    @property
    def text(self) -> Text:
        return both("describe.spreads.question")

    def wanted(self) -> list[tuple[str, Of]]:
        names = ("median", "skewness", "kurtosis", *SHARES)
        return [(name, {"construct": c.id}) for c in self.dataset.codebook.constructs for name in names]

    def estimate(self) -> Spreads:
        return tuple(ScoreSpread(self.dataset, c) for c in self.dataset.codebook.constructs)

    def figures(self, numbers: Spreads) -> Figures:
        return {
            "median": lambda: map(self._median, numbers),
            "skewness": lambda: (self._shape(s, "skewness") for s in numbers),
            "kurtosis": lambda: (self._shape(s, "kurtosis") for s in numbers),
            "top_box": lambda: (self._box(s, "top") for s in numbers),
            "bottom_box": lambda: (self._box(s, "bottom") for s in numbers),
            "missing": lambda: (e for s in numbers for e in self._missing(s)),
        }

    @staticmethod
    def _median(spread: ScoreSpread) -> Estimate:
        nobody = both("analysis.reason.nobody") if not spread.n else None
        return Estimate("median", {"construct": spread.construct.id}, spread.median, n=spread.n, reason=nobody)

    @staticmethod
    def _shape(spread: ScoreSpread, name: str) -> Estimate:
        value = getattr(spread.shape, name)
        reason = both(f"describe.reason.{name}") if value is None else None
        return Estimate(name, {"construct": spread.construct.id}, value, n=spread.n, reason=reason)

    @staticmethod
    def _box(spread: ScoreSpread, end: str) -> Estimate:
        of, name = {"construct": spread.construct.id}, f"{end}_box"
        part: Part | None = getattr(spread.boxes, end) if spread.boxes else None
        if part is None or not part.n:
            case = "describe.reason.no_boxes" if part is None else "analysis.reason.nobody"
            return Estimate(name, of, None, n=spread.n, reason=both(case))
        return Estimate(name, of, part.share, part.interval, LEVEL, n=spread.n)

    def _missing(self, spread: ScoreSpread) -> Iterator[Estimate]:
        for reason, times in spread.missing.items():
            yield Estimate("missing", {"construct": spread.construct.id, "reason": reason}, times, n=self.dataset.n)

    def method(self) -> Method:
        return Method(both("describe.spreads.method"), "NumPy", np.__version__, {"level": LEVEL, "box": BOX})

    def references(self) -> tuple[str, ...]:
        return (JOANES, WILSON)

    def present(self, numbers: Spreads, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=base_cautions(self.n),
        )

    def _table(self, spreads: Spreads) -> Table:
        sure = any(s.boxes and not is_small(s.n) for s in spreads)
        named = [
            ("construct", Style.TEXT, 0),
            ("n", Style.COUNT, 0),
            ("missing", Style.COUNT, 0),
            ("median", Style.NUMBER, 2),
            ("skewness", Style.NUMBER, 2),
            ("kurtosis", Style.NUMBER, 2),
            ("bottom_two", Style.PERCENT, 0),
            *((("ci", Style.PERCENT, 0),) if sure else ()),
            ("top_two", Style.PERCENT, 0),
            *((("ci", Style.PERCENT, 0),) if sure else ()),
        ]
        columns = tuple(Column(both(f"describe.column.{name}"), style, places) for name, style, places in named)
        return Table(
            both("describe.spreads.table"), columns, tuple(_row(s, sure) for s in spreads), self._notes(spreads)
        )

    @staticmethod
    def _notes(spreads: Spreads) -> tuple[Text, ...]:
        total: dict[str, int] = {}
        for spread in spreads:
            for reason, times in spread.missing.items():
                total[reason] = total.get(reason, 0) + times
        missing = (both("describe.note.missing_scores", reasons=counted(total)),) if total else ()
        return (both("describe.note.boxes"), *missing)

    def _sentences(self, spreads: Spreads) -> Sentences:
        sure = [s for s in spreads if s.boxes and not is_small(s.n)]
        if not sure:
            said = both("describe.spreads.few", n=n_text(self.n))
            return Sentences(said, said)
        tops = [self._top(s) for s in sure]
        short = both("describe.spreads.short", k=len(spreads), n=n_text(self.n))
        skewed = [self._skewed(s) for s in sure if abs(s.shape.skewness or 0.0) >= STRONG]
        full = both("describe.spreads.tops", shares=listed(tops))
        if not skewed:
            return Sentences(short, full)
        tail = both("describe.spreads.skewed", names=listed(skewed), strong=number(STRONG, 0))
        return Sentences(short, sentences(full, tail))

    def _top(self, spread: ScoreSpread) -> Text:
        assert spread.boxes is not None
        part = spread.boxes.top
        inside = ci(part.interval, Style.PERCENT, 0)
        name = name_of(self.dataset.codebook, spread.construct.id)
        return both("describe.spreads.share", name=name, share=percent(part.share), inside=inside)

    def _skewed(self, spread: ScoreSpread) -> Text:
        name = name_of(self.dataset.codebook, spread.construct.id)
        return both("describe.spreads.skewness", name=name, value=number(spread.shape.skewness))


def _row(spread: ScoreSpread, sure: bool) -> tuple[Cell, ...]:
    parts = (spread.boxes.bottom, spread.boxes.top) if spread.boxes else (None, None)
    missing = sum(spread.missing.values())
    cells: list[Cell] = [spread.construct.label, spread.n, missing, spread.median]
    cells += [spread.shape.skewness, spread.shape.kurtosis]
    for part in parts:
        cells.append(part.share if part else None)
        if sure:
            cells.append(part.interval if part and not is_small(part.n) else None)
    return tuple(cells)
